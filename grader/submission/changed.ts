import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAll } from './archive/content.ts';
import { ArchiveError } from './archive/limits.ts';
import type { Entry } from './archive/tree.ts';
import { FRAMEWORK, frameworkFiles } from './framework.ts';

/** The framework's own files by their paths inside the lab: some 100 kB, read once for all. */
export type Originals = ReadonlyMap<string, Buffer>;

export async function readOriginals(): Promise<Originals> {
  const files = (await frameworkFiles()).sort();
  const contents = await Promise.all(files.map((file) => readFile(join(FRAMEWORK, file))));
  return new Map(contents.map((content, index) => [files[index] ?? '', content]));
}

/**
 * Framework files that a submission changed, as paths inside the lab, in the order of names.
 * @param at finds a file of the submission by its path inside the lab.
 */
export async function changedEntries(
  originals: Originals,
  at: (file: string) => Entry | undefined,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [file, ours] of originals) {
    const theirs = at(file);
    if (theirs !== undefined && !(await isEqual(theirs, ours))) changed.push(file);
  }
  return changed;
}

async function isEqual(theirs: Entry, ours: Buffer): Promise<boolean> {
  if (theirs.size !== ours.length) return false;
  try {
    return ours.equals(await readAll(theirs, ours.length));
  } catch (error) {
    if (error instanceof ArchiveError) return false; // damaged, or not as declared: not ours
    throw error;
  }
}
