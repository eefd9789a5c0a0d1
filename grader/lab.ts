import { fileURLToPath } from 'node:url';

/** The root of the kit. The one place that asks for its own path: see start.mjs. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The one file that students write and that is taken from a submission, from the lab's root. */
export const STUDENT_FILE = 'zpbft/server.ts';

/** True for the programs of the lab's tree, false for their tests: by path from its root. */
export function isLabFile(path: string): boolean {
  const isTest = path.endsWith('.test.ts') || path.split('/').includes('testing');
  return path.endsWith('.ts') && !isTest;
}
