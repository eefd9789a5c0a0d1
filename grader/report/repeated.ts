import type { Difference, Repetition, Run } from '../repeat.ts';
import type { Say } from '../text/language.ts';
import { t } from '../text/text.ts';
import { duration } from './counter.ts';
import { plain } from './plain.ts';

/** Differences of one run that are told; the JSON has all. */
const TOLD_PER_RUN = 10;

/** A repetition for a person at a terminal: what differed in which run, then the counts. */
export function repeatedText(repetition: Repetition, say: Say): string {
  const { runs, differed, machineErrors, medianMs, maxMs } = repetition;
  const lines = runs.flatMap((run) => runLines(run, say));
  if (lines.length > 0) lines.push('');
  const compared = runs.length - machineErrors;
  const times = t`median ${duration(medianMs)}, longest ${duration(maxMs)}`;
  const total =
    machineErrors === 0
      ? t`${differed} of ${compared} differed; ${times}`
      : t`${differed} of ${compared} differed, ${machineErrors} not decided by the machine; ${times}`;
  return [...lines, say(total)].join('\n');
}

function runLines({ run, seed, differences, machineError }: Run, say: Say): string[] {
  if (machineError !== undefined) {
    return [`! ${say(t`run ${run}, seed ${seed}: not graded: ${plain(machineError)}`)}`];
  }
  if (differences.length === 0) return [];
  const told = differences.slice(0, TOLD_PER_RUN).map(differenceText);
  const more = differences.length - told.length;
  if (more > 0) told.push(say(t`and ${more} more`));
  return [`✖ ${say(t`run ${run}, seed ${seed}:`)}`, ...told.map((line) => `    ${line}`)];
}

function differenceText({ what, expected, seen }: Difference): string {
  return `${what.padEnd(21)} ${expected} → ${seen}`;
}
