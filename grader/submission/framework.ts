import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { HAS_REFERENCE, isLabFile, ROOT, STUDENT_FILE, STUDENTS_FRAMEWORK } from '../lab.ts';
import { type Said, t } from '../text/text.ts';

/**
 * The lab's own tree: every file but the student's one comes from here, never the submission. The
 * kit that students get has no solution: there it is a copy of the starter, which nobody edits.
 */
export const FRAMEWORK = join(ROOT, HAS_REFERENCE ? 'solution' : STUDENTS_FRAMEWORK);

/** The programs of the framework, as paths inside the lab; the student's file is none of them. */
export async function frameworkFiles(): Promise<string[]> {
  const entries = await readdir(FRAMEWORK, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FRAMEWORK, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== STUDENT_FILE && isLabFile(file));
}

/**
 * Framework files that a submission changed, as paths inside the lab. They are graded with the
 * original.
 */
export async function changedFramework(root: string): Promise<string[]> {
  const files = await frameworkFiles();
  const changed = await Promise.all(
    files.map(async (file) => {
      const theirs = await readFile(join(root, file), 'utf8').catch(() => undefined);
      if (theirs === undefined) return [];
      const ours = await readFile(join(FRAMEWORK, file), 'utf8');
      return theirs === ours ? [] : [file];
    }),
  );
  return changed.flat().sort();
}

/** What the reader of a result should know of changed framework files: nothing, or one note. */
export function notesOnChanged(changed: readonly string[]): Said[] {
  if (changed.length === 0) return [];
  return [t`changed, but graded with the original: ${changed}`];
}

/** The framework's own `zpbft/server.ts`: its timing tells how fast the machine is. */
export function frameworkServer(): Promise<string> {
  return readFile(join(FRAMEWORK, STUDENT_FILE), 'utf8');
}
