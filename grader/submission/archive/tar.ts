import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { GraderBug } from '../../errors.ts';
import { t } from '../../text/text.ts';
import { allEnded } from '../../within.ts';
import { bounded, spool } from './content.ts';
import { kindOf, maxBytesOf } from './kinds.ts';
import { failed } from './limits.ts';
import { type EntryType, type Source, type Tree, type TreeBuilder, treeBuilder } from './tree.ts';
import type { WorkFolder } from './work.ts';

const TYPES = new Map<string, EntryType>([
  ['file', 'file'],
  ['contiguous-file', 'file'],
  ['directory', 'folder'],
  ['symlink', 'symbolic link'],
  ['link', 'hard link'],
  ['character-device', 'device'],
  ['block-device', 'device'],
  ['fifo', 'named pipe'],
]);

/**
 * Lists a tar file. It can only be read from its begin to its end, so what may be asked for later
 * is put aside, under names of the grader's own.
 * @throws ArchiveError when it is damaged or too big.
 */
export async function openTar(
  file: string,
  isPacked: boolean,
  source: Source,
  work: WorkFolder,
): Promise<Tree> {
  const builder = treeBuilder(source);
  const unpacking = extract();
  const { size } = await stat(file);
  const bounds = {
    maxBytes: source.limits.unpackedBytes,
    ...(isPacked ? { packedBytes: size } : {}),
  };
  const limited = (chunks: AsyncIterable<Uint8Array>) => bounded(chunks, bounds);
  const input = createReadStream(file);
  const feeding = isPacked
    ? pipeline(input, createGunzip(), limited, unpacking)
    : pipeline(input, limited, unpacking);
  const listing = list(unpacking, builder, work);
  await allEnded([listing, feeding]).catch(failed);
  const { files, folders } = builder;
  return { name: source.name, files, folders, close: async () => {} };
}

async function list(entries: Extract, builder: TreeBuilder, work: WorkFolder): Promise<void> {
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    const path = builder.admit(name, TYPES.get(type) ?? 'entry of unknown type');
    if (path !== undefined) {
      const kept = mayBeAskedFor(path, size) ? work.next() : undefined;
      if (kept !== undefined) await spool(entry as AsyncIterable<Uint8Array>, kept, size);
      builder.keep(path, size, () => contentOf(path, kept));
    }
    entry.resume(); // to its end: the next one is behind it
  }
}

function mayBeAskedFor(path: string, size: number): boolean {
  const kind = kindOf(path);
  return kind !== 'other' && size <= maxBytesOf(kind);
}

async function* contentOf(path: string, kept: string | undefined): AsyncGenerator<Uint8Array> {
  if (kept === undefined) throw new GraderBug(t`${path} of a tar file was not put aside`);
  yield* createReadStream(kept);
}
