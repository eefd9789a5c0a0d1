import { open } from 'node:fs/promises';
import { t } from '../../text/text.ts';
import { ArchiveError } from './limits.ts';
import { openTar } from './tar.ts';
import type { Source, Tree } from './tree.ts';
import type { WorkFolder } from './work.ts';
import { openZip } from './zip.ts';

/** How archives begin: the bytes, where they are, and what it is. The ending may be wrong. */
const MAGIC = [
  { at: 0, bytes: 'PK\x03\x04', kind: 'zip' },
  { at: 0, bytes: 'PK\x05\x06', kind: 'zip' }, // without entries
  { at: 0, bytes: '\x1f\x8b', kind: 'gzip' },
  { at: 257, bytes: 'ustar', kind: 'tar' },
  { at: 0, bytes: '7z\xbc\xaf\x27\x1c', kind: '7z' },
  { at: 0, bytes: 'Rar!', kind: 'RAR' },
  { at: 0, bytes: '\xfd7zXZ\0', kind: 'xz' },
  { at: 0, bytes: 'BZh', kind: 'bzip2' },
] as const;
const HEAD_BYTES = 512;

/**
 * Lists an archive, of whatever kind its first bytes say it is.
 * @throws ArchiveError when it is none, of a kind that is not supported, damaged, or too big.
 */
export async function openArchive(file: string, source: Source, work: WorkFolder): Promise<Tree> {
  const kind = await sniff(file);
  if (kind === 'zip') return openZip(file, source);
  if (kind === 'tar' || kind === 'gzip') return openTar(file, kind === 'gzip', source, work);
  throw new ArchiveError(
    kind === undefined
      ? t`it is not an archive, or damaged: expected .zip, .tar or .tar.gz`
      : t`${kind} archives are not supported: expected .zip, .tar or .tar.gz`,
  );
}

async function sniff(file: string): Promise<(typeof MAGIC)[number]['kind'] | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    return MAGIC.find(({ at, bytes }) => head.startsWith(bytes, at))?.kind;
  } finally {
    await handle.close();
  }
}
