import { chmodSync, chownSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LIBSODIUM } from '../lab.ts';

/** A bundle, and what it loads from beside it. */
export function programsOf(bundle: string): string[] {
  return [bundle, join(dirname(bundle), LIBSODIUM)].filter((file) => existsSync(file));
}

/**
 * Makes files of the grader's readable for one more user, by its group, and for nobody else. Their
 * owner stays: who may read them may not change who does. Only root can do this.
 */
export function readableFor(gid: number, directory: string, names = readdirSync(directory)): void {
  for (const name of names) {
    const file = join(directory, name);
    chownSync(file, 0, gid);
    chmodSync(file, 0o440);
  }
  chownSync(directory, 0, gid);
  chmodSync(directory, 0o750);
}

/** Makes a program readable for all, whatever the grader's umask is. */
export function readableForAll(file: string): void {
  chmodSync(file, 0o644);
}
