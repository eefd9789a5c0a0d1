import PQueue from 'p-queue';
import { GraderBug } from '../errors.ts';
import { type Message, t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';
import { allEnded } from '../within.ts';
import type { Outcome } from './job.ts';
import type { Store } from './store.ts';

/** Something to be graded, known by the name of its result. */
export interface Task {
  readonly key: string;
}

/** How to work through many tasks. */
export interface BatchOptions<T extends Task> {
  readonly store: Store;
  /** Tasks at once. */
  readonly jobs: number;
  /** Grades one; `slot` is less than `jobs`, and nobody else's meanwhile. */
  readonly gradeOne: (task: T, slot: number) => Promise<Outcome>;
  /** Told when a task has its result, or is put off to be tried again alone. */
  readonly onEnded?: (task: T, outcome: Outcome) => void;
  readonly signal: AbortSignal;
}

/**
 * Grades all tasks whose result is not there yet, and keeps each result as soon as it is there.
 * What the machine could not do is done once more at the end, with nothing beside it.
 *
 * @returns the reasons of those that could not be graded, by key.
 * @throws the signal's reason when aborted, after all that had begun has ended.
 */
export async function runBatch<T extends Task>(
  tasks: readonly T[],
  options: BatchOptions<T>,
): Promise<Map<string, Message>> {
  const { store, jobs, gradeOne, onEnded, signal } = options;
  const slots = Array.from({ length: jobs }, (_, slot) => slot);
  const again: T[] = [];
  const queue = new PQueue({ concurrency: jobs });

  const attempt = async (task: T): Promise<Outcome> => {
    signal.throwIfAborted();
    const slot = slots.shift();
    if (slot === undefined) throw new GraderBug(t`more workers than slots`);
    try {
      const outcome = await gradeOne(task, slot);
      signal.throwIfAborted();
      if (outcome.kind === 'graded') await store.write(task.key, outcome.result);
      return outcome;
    } finally {
      slots.push(slot);
    }
  };

  const first = async (task: T): Promise<void> => {
    const outcome = await attempt(task);
    if (outcome.kind === 'fault') again.push(task);
    onEnded?.(task, outcome);
  };
  // No process may be left when this returns.
  await allEnded(tasks.map((task) => queue.add(() => first(task))));

  const failed = new Map<string, Message>();
  for (const task of again) {
    const outcome = await attempt(task);
    if (outcome.kind === 'fault') failed.set(task.key, saidIn(outcome, 'reason'));
  }
  return failed;
}
