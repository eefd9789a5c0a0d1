import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** One regular file of a zip. */
export interface ZipEntry {
  /** With `/` between names. */
  readonly path: string;
  readonly bytes: Buffer;
  /** True for a program: it may then be executed. */
  readonly executable?: boolean;
}

const MODE = { file: 0o100644, program: 0o100755 } as const;

/** The first date that a zip can hold; in local time, as the format has it. */
const FIRST_DATE = new Date(1980, 0, 1);

/** A zip of these files: the same bytes for the same files, in whatever order and whenever. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, bytes, executable = false } of sorted) {
    const mode = executable ? MODE.program : MODE.file;
    zip.addBuffer(bytes, path, { mode, mtime: FIRST_DATE, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream);
}
