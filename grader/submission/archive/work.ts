import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder for what is only needed while a download is read. */
export interface WorkFolder {
  readonly path: string;
  /** A path for a new file. */
  next(): string;
  remove(): Promise<void>;
}

/** Makes it below `staging`, which has the room for it. */
export async function workFolder(staging: string): Promise<WorkFolder> {
  const path = await mkdtemp(join(staging, '.intake-'));
  let count = 0;
  return {
    path,
    next() {
      count += 1;
      return join(path, String(count));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
