import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Difference, Tree } from './tree.ts';

const GIT_TIMEOUT_MS = 10_000;
/** Far above any source file; git's output beyond it counts as "not committed". */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** Reads every file below a folder; none when there is no such folder. */
export function readTree(folder: string): Map<string, Buffer> {
  const tree = new Map<string, Buffer>();
  const read = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) read(path);
      else tree.set(path, readFileSync(join(folder, path)));
    }
  };
  try {
    read('');
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || path !== join(folder, '')) throw error;
  }
  return tree;
}

/** Makes the folder equal to `tree` in the paths of `changes`, and removes emptied folders. */
export function applyChanges(folder: string, tree: Tree, changes: readonly Difference[]): void {
  for (const { path } of changes) {
    const bytes = tree.get(path);
    const file = join(folder, path);
    if (bytes === undefined) {
      rmSync(file);
      removeIfEmpty(folder, dirname(path));
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }
}

/** A file as the last commit has it; undefined without git, without a commit, or not in it. */
export function committed(root: string, path: string): Buffer | undefined {
  try {
    return execFileSync('git', ['show', `HEAD:./${path}`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: GIT_TIMEOUT_MS,
      maxBuffer: MAX_FILE_BYTES,
    });
  } catch {
    return undefined;
  }
}

function removeIfEmpty(folder: string, below: string): void {
  if (below === '.' || readdirSync(join(folder, below)).length > 0) return;
  rmdirSync(join(folder, below));
  removeIfEmpty(folder, dirname(below));
}
