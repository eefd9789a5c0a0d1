import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { type Said, t } from '../../text/text.ts';
import { bounded } from './content.ts';
import { ArchiveError, failed } from './limits.ts';
import { type EntryType, type Source, type Tree, treeBuilder } from './tree.ts';

const UTF8_FLAG = 0x800;
const STORED = 0;
const DEFLATED = 8;

/** The kinds of file in the upper half of a zip entry's attributes, as Unix has them. */
const UNIX_TYPES = new Map<number, EntryType>([
  [0o010000, 'named pipe'],
  [0o020000, 'device'],
  [0o040000, 'folder'],
  [0o060000, 'device'],
  [0o100000, 'file'],
  [0o120000, 'symbolic link'],
  [0o140000, 'socket'],
]);
const UNIX_TYPE_MASK = 0o170000;

/**
 * Lists a zip file. Names and sizes are judged here, entry by entry: yauzl would give up the whole
 * archive for one of them.
 * @throws ArchiveError when it is damaged or too big.
 */
export async function openZip(file: string, source: Source): Promise<Tree> {
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip = await openPromise(file, options).catch(failed);
  try {
    const builder = treeBuilder(source);
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      const type = name.endsWith('/') ? 'folder' : typeOf(entry);
      const path = builder.admit(name, type);
      if (path === undefined) continue;
      const fault = faultOf(entry);
      if (fault !== undefined) source.skips.add(source.prefix + path, fault);
      builder.keep(path, entry.uncompressedSize, () => contentOf(zip, entry));
    }
    const { files, folders } = builder;
    return { name: source.name, files, folders, close: async () => zip.close() };
  } catch (error) {
    zip.close();
    return failed(error);
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: ZipEntry): string {
  // Many programs write UTF-8 and do not say so; hardly any other text happens to be UTF-8.
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | UTF8_FLAG : generalPurposeBitFlag;
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
}

function typeOf({ externalFileAttributes }: ZipEntry): EntryType {
  const type = (externalFileAttributes >>> 16) & UNIX_TYPE_MASK;
  return type === 0 ? 'file' : (UNIX_TYPES.get(type) ?? 'entry of unknown type');
}

function faultOf(entry: ZipEntry): Said | undefined {
  if (entry.isEncrypted()) return t`it is encrypted`;
  const { compressionMethod: method } = entry;
  if (method === STORED || method === DEFLATED) return undefined;
  return t`packed by method ${method}, which is not supported`;
}

async function* contentOf(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const fault = faultOf(entry);
  if (fault !== undefined) throw new ArchiveError(fault);
  const { uncompressedSize, compressedSize, crc32: checksum } = entry;
  let bytes = 0;
  let sum = 0;
  try {
    const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
    const bounds = { maxBytes: Number.MAX_SAFE_INTEGER, packedBytes: compressedSize };
    for await (const chunk of bounded(stream, bounds)) {
      bytes += chunk.length;
      sum = crc32(chunk, sum);
      if (bytes > uncompressedSize)
        throw new ArchiveError(t`its size is given as ${uncompressedSize} bytes, and it has more`);
      yield chunk;
    }
  } catch (error) {
    return failed(error);
  }
  if (bytes < uncompressedSize) {
    throw new ArchiveError(
      t`its size is given as ${uncompressedSize} bytes, and it has only ${bytes}`,
    );
  }
  if (sum !== checksum) throw new ArchiveError(t`it is damaged: its checksum is wrong`);
}
