import type { Difference, Repetition, Run } from '../repeat.ts';
import { duration } from './counter.ts';
import { plain } from './plain.ts';

/** Differences of one run that are told; the JSON has all. */
const TOLD_PER_RUN = 10;

/** A repetition for a person at a terminal: what differed in which run, then the counts. */
export function repeatedText(repetition: Repetition): string {
  const { runs, differed, machineErrors, medianMs, maxMs } = repetition;
  const lines = runs.flatMap(runLines);
  if (lines.length > 0) lines.push('');
  const compared = runs.length - machineErrors;
  const faults = machineErrors === 0 ? '' : `, ${machineErrors} not decided by the machine`;
  const times = `median ${duration(medianMs)}, longest ${duration(maxMs)}`;
  lines.push(`${differed} of ${compared} differed${faults}; ${times}`);
  return lines.join('\n');
}

function runLines({ run, seed, differences, machineError }: Run): string[] {
  const where = `run ${run}, seed ${seed}:`;
  if (machineError !== undefined) return [`! ${where} not graded: ${plain(machineError)}`];
  if (differences.length === 0) return [];
  const told = differences.slice(0, TOLD_PER_RUN).map(differenceText);
  const more = differences.length - told.length;
  if (more > 0) told.push(`and ${more} more`);
  return [`✖ ${where}`, ...told.map((line) => `    ${line}`)];
}

function differenceText({ what, expected, seen }: Difference): string {
  return `${what.padEnd(21)} ${expected} → ${seen}`;
}
