/** Archives inside a submission, one level deep. */
import { rm } from 'node:fs/promises';
import { SubmissionError, saidOf } from '../errors.ts';
import { t } from '../text/text.ts';
import { spool } from './archive/content.ts';
import { kindOf } from './archive/kinds.ts';
import { ArchiveError, HANDED_IN_LIMITS, MAX_ARCHIVE_BYTES } from './archive/limits.ts';
import { openArchive } from './archive/open.ts';
import type { Skips } from './archive/skips.ts';
import type { Entry, Tree } from './archive/tree.ts';
import { type WorkFolder, workFolder } from './archive/work.ts';
import type { Item } from './layouts/view.ts';

/** More than one is rare, and each may cost what one may cost. */
const MAX_ARCHIVES = 4;

export interface Inside {
  /** Paths begin inside the archive, so that its name counts for no folder. */
  readonly items: readonly Item[];
  /** Why an archive could not be read. */
  readonly problem: SubmissionError | undefined;
  close(): Promise<void>;
}

/** Opens the archives among these files. Those that cannot be read are skipped, and told. */
export async function openInside(
  files: readonly Item[],
  skips: Skips,
  work: WorkFolder,
): Promise<Inside> {
  const archives = files.filter(({ path }) => kindOf(path) === 'archive');
  for (const { entry } of archives.slice(MAX_ARCHIVES)) {
    skips.add(entry.path, t`not opened: there are ${MAX_ARCHIVES} other archives beside it`);
  }
  const own = await workFolder(work.path);
  const trees: Tree[] = [];
  const close = async (): Promise<void> => {
    for (const tree of trees) await tree.close();
    await own.remove();
  };
  let problem: SubmissionError | undefined;
  try {
    for (const { entry } of archives.slice(0, MAX_ARCHIVES)) {
      const tree = await openOne(entry, skips, own);
      if (tree instanceof SubmissionError) problem ??= tree;
      else trees.push(tree);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const items = trees.flatMap(({ files }) =>
    [...files].map(([path, entry]): Item => ({ path, entry })),
  );
  for (const { path, entry } of items) {
    if (kindOf(path) === 'archive') skips.add(entry.path, t`an archive inside an archive`);
  }
  return { items, problem, close };
}

async function openOne(
  entry: Entry,
  skips: Skips,
  work: WorkFolder,
): Promise<Tree | SubmissionError> {
  const file = work.next();
  try {
    await spool(sized(entry), file, MAX_ARCHIVE_BYTES);
    const { path } = entry;
    const source = { name: path, prefix: `${path}/`, limits: HANDED_IN_LIMITS, skips };
    return await openArchive(file, source, work);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    await rm(file, { force: true });
    skips.add(entry.path, error.said);
    return new SubmissionError('file-unreadable', t`cannot read ${entry.path}: ${saidOf(error)}`, {
      help: t`Hand in the file server.ts itself, or the starter folder as a new .zip archive.`,
    });
  }
}

/** Nothing is unpacked of what says itself that it is too big. */
async function* sized(entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.size > MAX_ARCHIVE_BYTES) {
    throw new ArchiveError(t`it has ${entry.size} bytes; ${MAX_ARCHIVE_BYTES} are read at most`);
  }
  yield* entry.open();
}
