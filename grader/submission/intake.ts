/** Reads a download of submissions, whoever made it. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { saidOf, UsageError } from '../errors.ts';
import { t } from '../text/text.ts';
import { openFolder } from './archive/folder.ts';
import { withoutEnding } from './archive/kinds.ts';
import { ArchiveError, DOWNLOAD_LIMITS } from './archive/limits.ts';
import { printable } from './archive/names.ts';
import { openArchive } from './archive/open.ts';
import { type Skips, skipList } from './archive/skips.ts';
import type { Tree } from './archive/tree.ts';
import { type WorkFolder, workFolder } from './archive/work.ts';
import { chooseAttempts, type Tried } from './attempts.ts';
import { readOriginals } from './changed.ts';
import type { Intake, IntakeOptions, Taken } from './intake-types.ts';
import { byPattern } from './layouts/pattern.ts';
import { byLayout } from './layouts/recognise.ts';
import { type Handed, type View, viewOf } from './layouts/view.ts';
import { matchRoster, readRoster } from './roster.ts';
import { type Stage, type Staged, stage } from './stage.ts';

/** Of an id, in the name of its staging folder. */
const MAX_NAME_CHARS = 60;

/**
 * Finds the submissions in a folder, a .zip, a .tar or a .tar.gz, and stages the one file of each
 * attempt that counts. A submission without such a file is taken too, with its problem.
 * @throws UsageError when there is nothing at the path, it is damaged or too big as a whole, or the
 * layout, the pattern or the roster does not fit.
 */
export async function intake(path: string, options: IntakeOptions): Promise<Intake> {
  const skips = skipList();
  const roster = options.roster === undefined ? undefined : await readRoster(options.roster, skips);
  await mkdir(options.staging, { recursive: true });
  const work = await workFolder(options.staging);
  try {
    const tree = await openDownload(path, options, skips, work);
    try {
      const { layout, handed } = await arranged(viewOf(tree), options, skips);
      const tried = chooseAttempts(handed, options.attempts);
      const students = tried.map(({ student }) => student);
      const matched = roster === undefined ? undefined : matchRoster(roster, students);
      const originals = await readOriginals();
      const on = { staging: options.staging, skips, work, originals };
      const taken = await stageAll(tried, on);
      return {
        layout,
        taken: taken.map((one) => ({
          ...one,
          student: matched === undefined ? one.student : matched.fill(one.student),
        })),
        missing: matched?.missing ?? [],
        ...(matched === undefined ? {} : { notOnRoster: matched.notOnRoster }),
        skipped: skips.list(),
      };
    } finally {
      await tree.close();
    }
  } finally {
    await work.remove();
  }
}

async function arranged(
  view: View,
  { layout, pattern }: IntakeOptions,
  skips: Skips,
): Promise<{ readonly layout: Intake['layout']; readonly handed: readonly Handed[] }> {
  if (pattern === undefined) return byLayout(view, layout, skips);
  if (layout === undefined) return { layout: 'pattern', handed: byPattern(view, pattern, skips) };
  throw new UsageError(t`--pattern and --layout exclude each other: give one of them`);
}

/** @throws UsageError when it is of no use as a whole. */
async function openDownload(
  path: string,
  { staging, ignore = [] }: IntakeOptions,
  skips: Skips,
  work: WorkFolder,
): Promise<Tree> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? t`no such file or folder` : error.message;
    throw new UsageError(t`no submissions at ${path}: ${why}. Give a folder, a .zip or a .tar.gz.`);
  });
  const name = withoutEnding(basename(resolve(path)));
  const source = { name, prefix: '', limits: DOWNLOAD_LIMITS, skips };
  try {
    if (info.isDirectory()) {
      return await openFolder(
        path,
        source,
        [staging, ...ignore].map((one) => resolve(one)),
      );
    }
    if (info.isFile()) return await openArchive(path, source, work);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new UsageError(
      t`${path}: ${saidOf(error)}. Download it again, or unpack it yourself, leave out what does
        not belong to it, and give the folder.`,
    );
  }
  throw new UsageError(t`${path}: expected a folder, a .zip or a .tar.gz, and saw something else`);
}

/** One after the other: none is kept in memory, and at most one has its archives unpacked. */
async function stageAll(tried: readonly Tried[], on: Stage): Promise<Taken[]> {
  const staged = new Map<Handed, Staged>();
  const taken: Taken[] = [];
  for (const { student, attempt, handed } of tried) {
    const name = `${String(staged.size + 1).padStart(4, '0')}-${safeName(student.id)}`;
    const one = staged.get(handed) ?? (await stage(handed, name, on));
    staged.set(handed, one);
    const { from, ...rest } = one;
    taken.push({ student, attempt: { ...attempt, from: printable(from) }, ...rest });
  }
  return taken;
}

/** Letters, digits, - and _ as they are; the number before it makes it unique. */
function safeName(id: string): string {
  const codes = id.replace(/[^a-zA-Z0-9_-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return codes.slice(0, MAX_NAME_CHARS);
}
