import manifest from '../../package.json' with { type: 'json' };
import { EnvironmentError } from '../errors.ts';
import { freshSeed } from '../seed.ts';
import { frameworkServer } from '../submission/framework.ts';
import { type Message, t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';
import { keyOf, type Outcome, sha256Of } from './job.ts';
import { jobOf, type SourceTask, type Terms } from './plan.ts';
import type { Workers } from './workers.ts';

/**
 * Grades the reference once: it measures how fast this machine is, and proves that it can grade.
 *
 * @returns how long a server of the reference takes to start, in milliseconds.
 * @throws EnvironmentError when the reference does not get all points here: nobody would be judged
 * rightly.
 */
export async function calibrated(
  workers: Workers,
  { rubric, tier }: Pick<Terms, 'rubric' | 'tier'>,
  signal: AbortSignal,
  slot = 0,
): Promise<number> {
  const source = await frameworkServer();
  const conditions = { kit: manifest.version, rubric, seed: freshSeed(), tier };
  const job = { key: keyOf(sha256Of(source), conditions), source, ...conditions };
  const { outcome, calibratedMs } = await workers.grade({ job, slot }, signal);
  const unfit = (why: Message): EnvironmentError =>
    new EnvironmentError(t`this machine is not fit to grade: ${why} (seed ${conditions.seed})`);
  if (outcome.kind === 'fault') throw unfit(saidIn(outcome, 'reason'));
  const { score, maxScore, scenarios } = outcome.result;
  if (score < maxScore || calibratedMs === undefined) {
    const lost = scenarios.filter(({ status }) => status !== 'passed').map(({ id }) => id);
    throw unfit(t`the reference gets ${score} of ${maxScore}; it lost ${lost}`);
  }
  return calibratedMs;
}

/** Grades on this machine, in processes of its own. */
export async function localGrader(
  workers: Workers,
  terms: Terms,
  signal: AbortSignal,
): Promise<(task: SourceTask, slot: number) => Promise<Outcome>> {
  const calibratedMs = await calibrated(workers, terms, signal);
  return async (task, slot) => {
    const order = { job: await jobOf(task), slot, calibratedMs };
    return (await workers.grade(order, signal)).outcome;
  };
}
