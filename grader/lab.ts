import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the kit. The one place that asks for its own path: see start.mjs. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The one file that students write and that is taken from a submission, from the lab's root. */
export const STUDENT_FILE = 'zpbft/server.ts';

/** Where the kit that students get has the framework, from its root. */
export const STUDENTS_FRAMEWORK = 'grader/framework';

/** Where libsodium lies beside a bundle, from its folder: there the lab finds it. */
export const LIBSODIUM = 'node_modules/sodium-native/binding.node';

/**
 * False in the kit that students get: it has no solution, and the starter's stub stands in for the
 * reference. That it starts, and how fast, is all that it can show.
 */
export const HAS_REFERENCE = existsSync(join(ROOT, 'solution', STUDENT_FILE));

/** True for the programs of the lab's tree, false for their tests: by path from its root. */
export function isLabFile(path: string): boolean {
  const isTest = path.endsWith('.test.ts') || path.split('/').includes('testing');
  return path.endsWith('.ts') && !isTest;
}
