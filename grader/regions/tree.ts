import { isLabFile, STUDENT_FILE } from '../lab.ts';
import { requireNoRegions } from './parse.ts';
import { RegionError, type SourceFile } from './regions.ts';
import { strip } from './transform.ts';

/** The files of a folder: bytes by path from that folder, with `/` between names. */
export type Tree = ReadonlyMap<string, Buffer>;

/** A path in which two trees are not equal. */
export interface Difference {
  readonly path: string;
  /** As seen from the expected tree: `extra` is what only the actual one has. */
  readonly what: 'missing' | 'changed' | 'extra';
}

/**
 * The starter that belongs to a solution: its programs, without tests, the student's file stripped.
 * @throws RegionError when a region is not as it must be, or the student's file is missing.
 */
export function starterOf(solution: Tree): Map<string, Buffer> {
  if (!solution.has(STUDENT_FILE)) {
    const file = { path: STUDENT_FILE, text: '' };
    throw new RegionError('missing', file, 1, 'the solution has no such file');
  }
  const starter = new Map<string, Buffer>();
  for (const [path, bytes] of solution) {
    if (!isLabFile(path)) continue;
    const file = { path, text: decode(bytes) };
    starter.set(path, Buffer.from(path === STUDENT_FILE ? strip(file) : untouched(file)));
  }
  return starter;
}

/** Where `actual` is not what is expected, in the order of paths. */
export function differences(expected: Tree, actual: Tree): Difference[] {
  const found: Difference[] = [];
  for (const path of [...new Set([...expected.keys(), ...actual.keys()])].sort()) {
    const [want, have] = [expected.get(path), actual.get(path)];
    if (want === undefined) found.push({ path, what: 'extra' });
    else if (have === undefined) found.push({ path, what: 'missing' });
    else if (!want.equals(have)) found.push({ path, what: 'changed' });
  }
  return found;
}

function untouched(file: SourceFile): string {
  requireNoRegions(file);
  return file.text;
}

/** @throws TypeError when the bytes are not UTF-8: they would not survive the way to the starter. */
function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
