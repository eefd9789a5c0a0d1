/** Puts the one file of a submission into the staging folder. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SubmissionError, saidOf } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { t } from '../text/text.ts';
import { readAll } from './archive/content.ts';
import { ArchiveError } from './archive/limits.ts';
import type { Skips } from './archive/skips.ts';
import type { WorkFolder } from './archive/work.ts';
import { changedEntries, type Originals } from './changed.ts';
import { type Choice, choose } from './choose.ts';
import type { Taken } from './intake-types.ts';
import type { Handed, Item } from './layouts/view.ts';
import { openInside } from './nested.ts';
import { problemOf } from './problem.ts';
import { MAX_SOURCE_BYTES, missing, tooLarge } from './student-file.ts';

/** What a submission comes to, the same for each of a group. */
export type Staged = Pick<Taken, 'file' | 'sha256' | 'changed' | 'problem'> & {
  /** Where the file was found; without one, the submission. */
  readonly from: string;
};

export interface Stage {
  readonly staging: string;
  readonly skips: Skips;
  readonly work: WorkFolder;
  readonly originals: Originals;
}

/** @param name a folder below the staging folder, made by the grader. */
export async function stage(handed: Handed, name: string, on: Stage): Promise<Staged> {
  const opened: { close(): Promise<void> }[] = [];
  try {
    const { choice, items } = await find(handed, on, opened);
    const file = join(on.staging, name, basename(STUDENT_FILE));
    return await write(choice, items, file, on.originals);
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    return { sha256: null, changed: [], problem: problemOf(error), from: handed.from };
  } finally {
    for (const tree of opened) await tree.close();
  }
}

/** Looks at what was handed in as it is, and only then into archives. */
async function find(
  handed: Handed,
  on: Stage,
  opened: { close(): Promise<void> }[],
): Promise<{ choice: Choice; items: readonly Item[] }> {
  const direct = choose(handed.files);
  if (direct !== undefined) return { choice: direct, items: handed.files };
  const inside = await openInside(handed.files, on.skips, on.work);
  opened.push(inside);
  const choice = choose(inside.items);
  if (choice !== undefined) return { choice, items: inside.items };
  throw inside.problem ?? missing(handed.from);
}

async function write(
  choice: Choice,
  items: readonly Item[],
  file: string,
  originals: Originals,
): Promise<Staged> {
  const { item, root } = choice;
  const { entry } = item;
  if (entry.size > MAX_SOURCE_BYTES) throw tooLarge(entry.size);
  const source = await readAll(entry, MAX_SOURCE_BYTES).catch((error: unknown) => {
    if (!(error instanceof ArchiveError)) throw error;
    throw new SubmissionError('file-unreadable', t`cannot read ${entry.path}: ${saidOf(error)}`, {
      help: t`Hand it in again, as a file or in a new .zip archive.`,
    });
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, source);
  const byPath = new Map(items.map(({ path, entry }) => [path, entry]));
  return {
    file,
    // As it is read for the build: as text.
    sha256: createHash('sha256').update(source.toString('utf8')).digest('hex'),
    changed:
      root === undefined
        ? []
        : await changedEntries(originals, (path) => byPath.get(`${root}${path}`)),
    from: entry.path,
  };
}
