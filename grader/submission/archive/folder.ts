import { constants, type Dirent } from 'node:fs';
import { lstat, open, opendir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { saidOf } from '../../errors.ts';
import { t } from '../../text/text.ts';
import { ArchiveError } from './limits.ts';
import { tidy } from './names.ts';
import { type EntryType, type Source, type Tree, type TreeBuilder, treeBuilder } from './tree.ts';

/** Not there, not allowed, or a link: the file's own fault, and not the machine's. */
const OF_THE_FILE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENXIO']);

/**
 * Lists a folder without following links.
 * @param ignored absolute paths below it that are not looked into.
 * @throws ArchiveError when it is too big.
 */
export async function openFolder(
  path: string,
  source: Source,
  ignored: readonly string[],
): Promise<Tree> {
  const root = resolve(path);
  const builder = treeBuilder(source);
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    if (ignored.includes(join(root, below))) continue;
    waiting.push(...(await listOne(root, below, builder, source)));
  }
  const { files, folders } = builder;
  return { name: basename(root), files, folders, close: async () => {} };
}

/** Adds the files of one folder, and returns the folders in it, as paths from the root. */
async function listOne(
  root: string,
  below: string,
  builder: TreeBuilder,
  { skips }: Source,
): Promise<string[]> {
  const folders: string[] = [];
  let reading: AsyncIterable<Dirent>;
  try {
    reading = await opendir(join(root, below));
  } catch (error) {
    if (below === '' || !isOfTheFile(error)) throw error;
    skips.add(below, t`cannot be opened: ${saidOf(error)}`);
    return [];
  }
  for await (const entry of reading) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const type = typeOf(entry);
    const admitted = builder.admit(path, type);
    if (admitted !== undefined) await keep(root, path, admitted, builder, skips);
    // Not into what was refused or is junk. Its own spelling, which tidying may change.
    else if (type === 'folder' && builder.folders.has(tidy(path))) folders.push(path);
  }
  return folders;
}

async function keep(
  root: string,
  path: string,
  admitted: string,
  builder: TreeBuilder,
  skips: Source['skips'],
): Promise<void> {
  const info = await lstat(join(root, path)).catch((error: unknown) => {
    if (!isOfTheFile(error)) throw error;
    skips.add(path, t`cannot be opened: ${saidOf(error)}`);
    return undefined;
  });
  if (info !== undefined) builder.keep(admitted, info.size, () => contentOf(join(root, path)));
}

function typeOf(entry: Dirent): EntryType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'symbolic link';
  if (entry.isFIFO()) return 'named pipe';
  if (entry.isSocket()) return 'socket';
  const isDevice = entry.isBlockDevice() || entry.isCharacterDevice();
  return isDevice ? 'device' : 'entry of unknown type';
}

/** Opens what was a file when it was listed: no link is followed, and no pipe waited for. */
async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  // Windows has neither flag.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: unknown) => {
    if (!isOfTheFile(error)) throw error;
    throw new ArchiveError(t`it cannot be opened: ${saidOf(error)}`, { cause: error });
  });
  try {
    if (!(await handle.stat()).isFile()) throw new ArchiveError(t`it is no regular file any more`);
    yield* handle.createReadStream({ autoClose: false });
  } finally {
    await handle.close();
  }
}

function isOfTheFile(error: unknown): boolean {
  const { code }: NodeJS.ErrnoException = error instanceof Error ? error : new Error();
  return code !== undefined && OF_THE_FILE.has(code);
}
