import { EXIT } from '../ending.ts';
import { Interrupted } from '../errors.ts';
import { grade } from '../grade.ts';
import { type Repetition, repeat } from '../repeat.ts';
import { Counter } from '../report/counter.ts';
import { repeatedText } from '../report/repeated.ts';
import { freshSeed } from '../seed.ts';
import { t } from '../text/text.ts';
import type { Job, Outputs } from './job.ts';
import { writeTo } from './outputs.ts';

/** How often, and with which seed; without one each time with a fresh one. */
interface Times {
  readonly n: number;
  readonly seed: string | undefined;
}

/** Grades `n` times, and tells what differed. */
export async function gradeRepeatedly(
  job: Job,
  outputs: Outputs,
  { n, seed }: Times,
  signal: AbortSignal,
): Promise<void> {
  const { say, write, terminal } = job;
  const { path } = job.asked;
  const heading = terminal.heading(path, seed ?? say(t`fresh each time`));
  write(`${say(t`${heading}, ${n} times`)}\n`);
  const repetition = await repetitionOf(job, { n, seed }, signal);
  write(`\n${repeatedText(repetition, say)}`);
  await writeTo(outputs.json, repetition);
  const { reason }: { reason?: unknown } = signal;
  if (reason instanceof Interrupted) {
    const done = repetition.runs.length;
    process.stderr.write(`${say(t`${reason.said} after ${done} of ${n} grades`)}\n`);
    process.exitCode = reason.exitCode;
  } else process.exitCode = exitCodeOfAll(repetition, outputs.minScore);
}

async function repetitionOf(
  job: Job,
  { n, seed }: Times,
  signal: AbortSignal,
): Promise<Repetition> {
  const { target: path, scenarios, rubric, exploreMs, sandbox, say, write, live } = job;
  const counter = new Counter({ total: n, things: t`grades`, live, write, say });
  // Equal only for equal seeds; and how far an exploration comes in its time is never equal.
  const trace = seed !== undefined && exploreMs === undefined;
  let differed = 0;
  try {
    return await repeat({
      submission: job.asked.path,
      times: n,
      signal,
      seedOf: () => seed ?? freshSeed(),
      gradeOnce: (seed) =>
        grade({ path, seed, scenarios, rubric, exploreMs, sandbox, trace, signal }),
      onRun: ({ differences }) => {
        differed += Math.min(1, differences.length);
        counter.ended(t`${differed} differed`);
      },
    });
  } finally {
    counter.stop();
  }
}

function exitCodeOfAll(repetition: Repetition, minScore: number): number {
  const { runs, differed, machineErrors } = repetition;
  if (differed > 0) return EXIT.below;
  if (machineErrors === runs.length) return EXIT.fault; // nothing was compared
  const isBelow = runs.some(({ score }) => score !== undefined && score < minScore);
  return isBelow ? EXIT.below : EXIT.fine;
}
