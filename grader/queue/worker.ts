import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Queue, Job as QueuedJob, Worker } from 'bullmq';
import { fault, type Job, type Outcome } from '../batch/job.ts';
import { EnvironmentError, GraderBug, saidOf } from '../errors.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';
import { unlessAborted, within } from '../within.ts';
import type { Address } from './address.ts';
import { jobIn } from './checked.ts';
import { closeInOrder, reconnect } from './connection.ts';
import { PREFIX, queueName, UNDONE } from './names.ts';

/** How long a job stays a worker's own without a sign of life: a killed one's is free then. */
const LOCK_MS = 10_000;
/** How often workers look for jobs of killed ones; such a job is free at the second look. */
const STALLED_CHECK_MS = 4_000;
/** How many workers may die with the same job before nobody takes it any more. */
const MAX_DEATHS = 5;
/** How soon a worker asks again after Redis failed it. */
const RETRY_MS = 1_000;
/** How often a worker that is to end with the queue looks whether it is empty. */
const DRAINED_CHECK_MS = 1_000;
/** How long giving a job back may take. */
const GIVE_BACK_LIMIT_MS = 5_000;
/** How long running grades may take to end, and to give their jobs back. */
const END_LIMIT_MS = 20_000;
/** Different complaints of the queue's package that are told, each once. */
const MAX_COMPLAINTS = 20;

/** How a worker works. */
export interface WorkerOptions {
  readonly address: Address;
  readonly tier: string;
  /** Jobs at once. */
  readonly jobs: number;
  /** True to end when nothing is left to do, for this worker or another. */
  readonly drain: boolean;
  /**
   * Grades one; `slot` is less than `jobs`, and nobody else's meanwhile. Rejects when aborted, and
   * with an EnvironmentError when this machine cannot grade at all.
   */
  readonly gradeOne: (job: Job, slot: number, signal: AbortSignal) => Promise<Outcome>;
  readonly onEnded?: (key: string, outcome: Outcome) => void;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Works on the queue of a tier until the signal tells it to end: then its running grades end at
 * once, and their jobs go back to the queue, in front of all others.
 * @throws EnvironmentError when Redis is away for too long, and when this machine turns out not to be
 * fit to grade; jobs are given back then, too.
 */
export async function work(options: WorkerOptions): Promise<void> {
  const { address, tier, jobs, drain, say, signal } = options;
  const connection = await reconnect(address, say);
  const { Queue, WaitingError, Worker } = await import('bullmq');
  const base = { connection: connection.options, prefix: PREFIX };
  const unfit = new AbortController();
  const stop = AbortSignal.any([signal, connection.lost, unfit.signal]);
  const slots = Array.from({ length: jobs }, (_, slot) => slot);

  // The package gives a signal only to a function of three parameters.
  const take = async (queued: QueuedJob, token?: string, own?: AbortSignal): Promise<Outcome> => {
    const slot = slots.shift();
    if (slot === undefined) throw new GraderBug(t`more jobs than slots`);
    const over = own === undefined ? stop : AbortSignal.any([stop, own]);
    try {
      const job = jobIn(queued.data, tier);
      if ('text' in job) return fault(job);
      const outcome = await options.gradeOne(job, slot, over);
      over.throwIfAborted();
      options.onEnded?.(job.key, outcome);
      return outcome;
    } catch (error) {
      if (!over.aborted && error instanceof EnvironmentError) unfit.abort(error);
      if (!over.aborted) return fault(saidOf(error));
      if (stop.aborted) await within(queued.moveToWait(token), GIVE_BACK_LIMIT_MS, () => 0);
      // So the package knows that the job is no more this worker's: given back, or lost.
      throw new WaitingError();
    } finally {
      slots.push(slot);
    }
  };
  const queue = new Queue(queueName(tier), { ...base, skipMetasUpdate: true });
  const worker = new Worker(queueName(tier), take, {
    ...base,
    concurrency: jobs,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_DEATHS,
    runRetryDelay: RETRY_MS,
    name: workerName(),
  });
  queue.on('error', () => {}); // what matters is told by the connection and the worker
  tellComplaints(worker, say);
  try {
    await unlessAborted(drain ? emptied(queue, stop) : new Promise<void>(() => {}), stop);
  } catch (error) {
    if (!stop.aborted) throw error;
    if (!signal.aborted) throw stop.reason;
  } finally {
    await closeInOrder(worker, END_LIMIT_MS);
    await closeInOrder(queue);
    connection.close();
  }
}

/** How a worker is called in the queue: who reads it there finds the process. */
function workerName(): string {
  return `${hostname()}-${process.pid}`;
}

/** Fulfils when nothing waits, and nobody works. */
async function emptied(queue: Queue, signal: AbortSignal): Promise<void> {
  for (;;) {
    const counts = Object.values(await queue.getJobCounts(...UNDONE));
    if (counts.every((count) => count === 0)) return;
    await delay(DRAINED_CHECK_MS, undefined, { signal });
  }
}

function tellComplaints(worker: Worker, say: (line: string) => void): void {
  worker.on('lockRenewalFailed', (keys) => {
    // Redis was away for too long, and another worker may have the job.
    for (const key of keys) worker.cancelJob(key);
  });
  const told = new Set<string>();
  worker.on('error', (error) => {
    const { message } = error;
    const isConnection = 'code' in error || /connection is closed|LOADING/i.test(message);
    const isLock = /lock/i.test(message); // each has a key in its text, and the job is another's
    if (isConnection || isLock || told.has(message) || told.size >= MAX_COMPLAINTS) return;
    told.add(message);
    say(spoken(t`the queue says: ${message}`));
  });
}
