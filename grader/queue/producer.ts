import { setMaxListeners } from 'node:events';
import type { Queue } from 'bullmq';
import { fault, type Job, type Outcome } from '../batch/job.ts';
import { jobOf, type SourceTask } from '../batch/plan.ts';
import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';
import { unlessAborted, within } from '../within.ts';
import type { Address } from './address.ts';
import { outcomeIn } from './checked.ts';
import { closeInOrder, connect } from './connection.ts';
import { KEPT_EVENTS, PREFIX, queueName } from './names.ts';
import { type Waits, waits } from './waiting.ts';

/** Most jobs of one course in the queue at once: Redis holds their sources in its memory. */
export const MAX_IN_FLIGHT = 1_000;
/** An event can be missed, as while Redis is away; so long later a job is looked at all the same. */
const LOOK_AGAIN_MS = 5_000;
/** How often a job may vanish from Redis before that is a fault. */
const MAX_ADDS = 10;
/** How long the queue may take to forget what it held. */
const EMPTY_LIMIT_MS = 10_000;
/** No worker takes as long for one job: nobody works, or nothing comes back. */
const QUIET_LIMIT_MS = 30 * 60_000;

/** Grades by a queue that workers anywhere work on. */
export interface QueueGrader {
  readonly gradeOne: (task: SourceTask) => Promise<Outcome>;
  /** To be called when an outcome is kept: only then is the job taken out of the queue. */
  readonly kept: (key: string) => void;
  /** How many workers there are for such jobs now. */
  readonly workers: () => Promise<number>;
  /** Takes all that has been returned out of the queue, and ends the connections. */
  readonly close: () => Promise<void>;
}

/** How a producer works. */
export interface ProducerOptions {
  readonly tier: string;
  /** Tells a person that Redis is away, or back. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly quietLimitMs?: number;
  readonly lookAgainMs?: number;
}

/**
 * Opens the queue of a tier. A grade rejects with the signal's reason when aborted, and with an
 * EnvironmentError when Redis is away for too long or no worker has ended anything for half an hour.
 * @throws EnvironmentError when there is no Redis.
 */
export async function queueGrader(
  address: Address,
  options: ProducerOptions,
): Promise<QueueGrader> {
  const { tier, say, signal } = options;
  const { quietLimitMs = QUIET_LIMIT_MS, lookAgainMs = LOOK_AGAIN_MS } = options;
  const connection = await connect(address, say);
  const { Queue, QueueEvents } = await import('bullmq');
  const base = { connection: connection.options, prefix: PREFIX };
  const streams = { events: { maxLen: KEPT_EVENTS } };
  const queue = new Queue(queueName(tier), { ...base, streams });
  const events = new QueueEvents(queueName(tier), base);
  // `connection` tells that Redis is away; all else shows when a job is looked at.
  queue.on('error', () => {});
  events.on('error', () => {});
  const waiting = waits(lookAgainMs);
  const ended = ({ jobId }: { jobId: string }): void => waiting.wake(jobId);
  events.on('completed', ended).on('failed', ended);
  const quiet = quietAfter(quietLimitMs);
  const over = AbortSignal.any([signal, connection.lost, quiet.signal]);
  setMaxListeners(0, over); // one for each job in flight, no more
  over.addEventListener('abort', waiting.wakeAll, { once: true });
  const returned = new Set<string>();
  const remove = async (key: string): Promise<void> => {
    returned.delete(key);
    await queue.remove(key);
  };
  const gradeOne = async (task: SourceTask): Promise<Outcome> => {
    const job = await jobOf(task);
    const outcome = await unlessAborted(graded(queue, job, waiting, over), over);
    quiet.heard();
    // A fault is not kept: the job has to be a new one when it is tried again.
    if (outcome.kind === 'fault') await unlessAborted(remove(task.key), over);
    else returned.add(task.key);
    return outcome;
  };
  const close = async (): Promise<void> => {
    quiet.stop();
    const emptied = [...[...returned].map(remove), queue.trimEvents(0)];
    await within(Promise.allSettled(emptied), EMPTY_LIMIT_MS, () => []);
    await closeInOrder(events);
    await closeInOrder(queue);
    connection.close();
  };
  return {
    gradeOne,
    kept: (key) => void remove(key).catch(() => returned.add(key)), // tried again at the end
    workers: () => queue.getWorkersCount(),
    close,
  };
}

/**
 * Waits until a job has ended. A job that is in the queue already, of this or another producer, is
 * not added again; one that is there no more is.
 */
async function graded(
  queue: Queue,
  job: Job,
  waiting: Waits,
  signal: AbortSignal,
): Promise<Outcome> {
  const { key } = job;
  for (let adds = 0; ; ) {
    signal.throwIfAborted();
    // Before looking: an event between looking and waiting must end the wait.
    const wait = waiting.begin(key);
    try {
      const state = await queue.getJobState(key);
      if (state === 'completed' || state === 'failed') {
        const outcome = await outcomeOf(queue, job, state);
        if (outcome !== undefined) return outcome;
      } else if (state === 'unknown') {
        if (adds === MAX_ADDS) return fault(t`the queue lost this job ${MAX_ADDS} times`);
        adds += 1;
        await queue.add('grade', job, { jobId: key });
      }
      await wait.over;
    } finally {
      wait.end();
    }
  }
}

/** The outcome of a job that has ended; undefined when another producer took it first. */
async function outcomeOf(
  queue: Queue,
  job: Job,
  state: 'completed' | 'failed',
): Promise<Outcome | undefined> {
  const ended = await queue.getJob(job.key);
  if (ended?.finishedOn === undefined) return undefined;
  return state === 'failed'
    ? fault(t`no worker could grade it: ${ended.failedReason ?? ''}`)
    : outcomeIn(ended.returnvalue, job);
}

/** A signal that is aborted when nothing was heard for so long. */
function quietAfter(limitMs: number): {
  signal: AbortSignal;
  heard: () => void;
  stop: () => void;
} {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const minutes = Math.round(limitMs / 60_000);
    controller.abort(
      new EnvironmentError(
        t`no worker has ended anything for ${minutes} minutes: does any run?
        The same command goes on where this one stopped`,
      ),
    );
  }, limitMs);
  return {
    signal: controller.signal,
    heard: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
