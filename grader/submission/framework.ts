import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STUDENT_FILE } from './take.ts';

/** The lab's own tree: every file but the student's one comes from here, never the submission. */
export const FRAMEWORK = fileURLToPath(new URL('../../solution', import.meta.url));

/** Tests and their helpers are not part of the framework. */
const NOT_FRAMEWORK = /\.test\.ts$|^testing\//;

/**
 * Framework files that a submission changed, as paths inside the lab. They are graded with the
 * original.
 */
export async function changedFramework(root: string): Promise<string[]> {
  const entries = await readdir(FRAMEWORK, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(FRAMEWORK, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== STUDENT_FILE && !NOT_FRAMEWORK.test(file));
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
