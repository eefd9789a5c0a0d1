/** Reading content with limits: what an archive declares is a claim, not a fact. */
import { open } from 'node:fs/promises';
import { t } from '../../text/text.ts';
import { ArchiveError, MAX_RATIO, RATIO_FREE_BYTES } from './limits.ts';
import type { Entry } from './tree.ts';

export interface Bounds {
  readonly maxBytes: number;
  /** The size before unpacking; without it there is no ratio. */
  readonly packedBytes?: number;
}

/**
 * Passes chunks on until there are too many.
 * @throws ArchiveError when they are.
 */
export async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  { maxBytes, packedBytes = Number.POSITIVE_INFINITY }: Bounds,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new ArchiveError(t`it unpacks to more than ${maxBytes} bytes`);
    if (bytes > RATIO_FREE_BYTES && bytes > packedBytes * MAX_RATIO) {
      throw new ArchiveError(t`it unpacks to more than ${MAX_RATIO} times its size`);
    }
    yield chunk;
  }
}

/**
 * The whole content of an entry.
 * @throws ArchiveError when it has more than `maxBytes`, or cannot be unpacked.
 */
export async function readAll(entry: Entry, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bounded(entry.open(), { maxBytes })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Writes the content to a new file of the grader's own.
 * @throws ArchiveError when it has more than `maxBytes`, or cannot be unpacked.
 */
export async function spool(
  content: AsyncIterable<Uint8Array>,
  file: string,
  maxBytes: number,
): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of bounded(content, { maxBytes })) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}
