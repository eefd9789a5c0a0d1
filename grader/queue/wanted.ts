import { Job } from '../batch/job.ts';
import type { AskedTier } from '../batch/tier.ts';
import { UsageError } from '../errors.ts';
import type { Tier } from '../sandbox/tiers.ts';
import type { Rubric } from '../score/rubric.ts';
import { t } from '../text/text.ts';
import type { Address } from './address.ts';
import { closeInOrder, connect } from './connection.ts';
import { PREFIX, queueName, UNDONE } from './names.ts';

/** Jobs of this kit that nobody has done yet, by the tier in which they are to be graded. */
export interface Wanted {
  readonly tier: Tier;
  /** Of the job that is next, if one waits. */
  readonly rubric: Rubric | undefined;
}

/**
 * Looks which queues have jobs.
 * @throws EnvironmentError when there is no Redis.
 */
export async function wantedAt(address: Address, tiers: readonly Tier[]): Promise<Wanted[]> {
  const connection = await connect(address, () => {});
  const { Queue } = await import('bullmq');
  const found: Wanted[] = [];
  try {
    for (const tier of tiers) {
      const base = { connection: connection.options, prefix: PREFIX, skipMetasUpdate: true };
      const queue = new Queue(queueName(tier), base);
      queue.on('error', () => {});
      const counts = Object.values(await queue.getJobCounts(...UNDONE));
      const [next] = await queue.getJobs(['waiting'], 0, 0, true);
      await closeInOrder(queue);
      if (counts.every((count) => count === 0)) continue;
      found.push({ tier, rubric: Job.safeParse(next?.data).data?.rubric });
    }
  } finally {
    connection.close();
  }
  return found;
}

/**
 * The tier that a worker is to ask its machine for: the one that is wanted, or, when nobody wants
 * anything yet, the one that was asked for.
 * @throws UsageError when all jobs want another tier than the one asked for by name, and when they
 * want `process`, which nobody gives unasked.
 */
export function tierOfWorker(asked: AskedTier, wanted: readonly Wanted[]): AskedTier {
  const tiers = wanted.map(({ tier }) => tier);
  const [first] = tiers;
  if (first === undefined) return asked;
  if (asked !== 'auto') {
    if (tiers.includes(asked)) return asked;
    throw new UsageError(
      t`--sandbox ${asked}: the jobs in this queue are to be graded in the tier ${tiers}, as
        grade:all was told. Start this worker with that tier.`,
    );
  }
  if (first !== 'process') return first;
  throw new UsageError(
    t`the jobs in this queue are to be graded in the tier process, which stops no hostile
        submission. Start this worker with --sandbox process if that is what you want.`,
  );
}
