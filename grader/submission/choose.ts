/** Which of a submission's files is the one that is graded. */
import { basename } from 'node:path/posix';
import { STUDENT_FILE } from '../lab.ts';
import type { Item } from './layouts/view.ts';
import { ambiguous, MAX_DEPTH } from './student-file.ts';

const FILE_NAME = basename(STUDENT_FILE);

export interface Choice {
  readonly item: Item;
  /** Where the lab's other files are, with its `/`; undefined when the file came alone. */
  readonly root: string | undefined;
}

/**
 * As for a single submission: `zpbft/server.ts`, the least deep one. Without any, a `server.ts`
 * somewhere else; and a `.ts` file under another name, when it is all that was handed in.
 * @returns undefined when there is none.
 * @throws SubmissionError when several could be meant.
 */
export function choose(items: readonly Item[]): Choice | undefined {
  const near = items.filter(({ path }) => depthOf(path) <= MAX_DEPTH + 1);
  const whole = leastDeep(
    near.filter(({ path }) => path === STUDENT_FILE || path.endsWith(`/${STUDENT_FILE}`)),
  );
  if (whole !== undefined) {
    return { item: whole, root: whole.path.slice(0, -STUDENT_FILE.length) };
  }
  const alone =
    leastDeep(near.filter(({ path }) => basename(path) === FILE_NAME)) ??
    (items.length === 1 ? near.find(({ path }) => path.endsWith('.ts')) : undefined);
  return alone === undefined ? undefined : { item: alone, root: undefined };
}

function leastDeep(items: readonly Item[]): Item | undefined {
  const least = Math.min(...items.map(({ path }) => depthOf(path)));
  const candidates = items.filter(({ path }) => depthOf(path) === least);
  if (candidates.length > 1) throw ambiguous(candidates.map(({ entry }) => entry.path));
  return candidates[0];
}

function depthOf(path: string): number {
  return path.split('/').length;
}
