import { readFile } from 'node:fs/promises';
import manifest from '../../package.json' with { type: 'json' };
import type { Rubric } from '../score/rubric.ts';
import type { Taken } from '../submission/intake-types.ts';
import { type Conditions, type Job, keyOf, seedOf } from './job.ts';

/** What all submissions of a batch have in common. */
export interface Terms {
  readonly rubric: Rubric;
  readonly tier: string;
  /** One seed for all, or a secret from which each student's follows. */
  readonly chance: { readonly seed: string } | { readonly secret: string };
}

/** An attempt and the name of its result; equal submissions under one seed share a result. */
export interface Entry {
  readonly taken: Taken;
  readonly seed: string;
  /** Absent when there is nothing to build. */
  readonly task: SourceTask | undefined;
}

/** A source on disk, read when it is its turn: a course may be larger than the memory. */
export interface SourceTask {
  readonly key: string;
  readonly file: string;
  readonly conditions: Conditions;
  /** True to keep the traces of what fails. */
  readonly traces?: boolean;
}

/** Names the result of each attempt. */
export function planned(taken: readonly Taken[], { rubric, tier, chance }: Terms): Entry[] {
  return taken.map((one) => {
    const seed = 'seed' in chance ? chance.seed : seedOf(chance.secret, one.student.id);
    const { file, sha256 } = one;
    if (file === undefined || sha256 === null) return { taken: one, seed, task: undefined };
    const conditions = { kit: manifest.version, rubric, seed, tier };
    return { taken: one, seed, task: { key: keyOf(sha256, conditions), file, conditions } };
  });
}

/** Each result that is to be made once, in the order of the attempts. */
export function tasksOf(entries: readonly Entry[]): SourceTask[] {
  const tasks = entries.flatMap(({ task }) => (task === undefined ? [] : [task]));
  return [...new Map(tasks.map((task) => [task.key, task])).values()];
}

export async function jobOf({ key, file, conditions, traces }: SourceTask): Promise<Job> {
  const source = await readFile(file, 'utf8');
  return { key, source, ...(traces === true ? { traces } : {}), ...conditions };
}
