import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { t } from '../text/text.ts';
import {
  ambiguous,
  MAX_DEPTH,
  MAX_SOURCE_BYTES,
  missing,
  SKIPPED,
  tooLarge,
  unreadable,
  wide,
} from './student-file.ts';

/** What is graded. */
export interface Submission {
  /** The name of the folder or file that was given. */
  readonly id: string;
  /** SHA-256 of the source, in hexadecimal. */
  readonly sha256: string;
  readonly source: string;
  /** The root of the submission's own copy of the lab, where there is one. */
  readonly root: string | undefined;
}

/**
 * Takes `zpbft/server.ts` from a folder, at any depth, or a file itself.
 *
 * @throws UsageError when there is nothing at `path`, or a file of another kind.
 * @throws SubmissionError when the file is missing, there are several, or it cannot be read.
 */
export async function take(path: string): Promise<Submission> {
  const { full, file, isFolder } = await locate(path);
  const source = await read(file);
  return {
    id: basename(full),
    sha256: createHash('sha256').update(source).digest('hex'),
    source,
    root: isFolder ? dirname(dirname(file)) : undefined,
  };
}

/** Where the one file is that {@link take} reads, as an absolute path; throws as that does. */
export async function fileOf(path: string): Promise<string> {
  return (await locate(path)).file;
}

async function locate(path: string): Promise<{ full: string; file: string; isFolder: boolean }> {
  const full = resolve(path);
  const info = await stat(full).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? t`no such file or folder` : error.message;
    throw new UsageError(t`no submission at ${path}: ${why}. Give a folder that holds
      ${STUDENT_FILE}, or that file.`);
  });
  const isFolder = info.isDirectory();
  if (info.isFile() && extname(full) !== extname(STUDENT_FILE)) {
    throw new UsageError(t`${path} is no TypeScript. Give a folder that holds ${STUDENT_FILE}, or
      that file; \`npm run grade:all\` takes archives.`);
  }
  return { full, file: isFolder ? await find(full, path) : full, isFolder };
}

async function find(root: string, shown: string): Promise<string> {
  const found = await search(root, 0);
  const shallowest = Math.min(...found.map((file) => file.split(/[/\\]/).length));
  const candidates = found.filter((file) => file.split(/[/\\]/).length === shallowest);
  const [file] = candidates;
  if (file !== undefined && candidates.length === 1) return file;
  if (file === undefined) throw missing(shown, await looseFile(root, shown));
  throw ambiguous(candidates.map((candidate) => relative(root, candidate)));
}

/** The file at the top of the folder, where people have it who keep nothing else. */
async function looseFile(root: string, shown: string): Promise<string | undefined> {
  const name = basename(STUDENT_FILE);
  const info = await stat(join(root, name)).catch(() => undefined);
  return info?.isFile() === true ? join(shown, name) : undefined;
}

async function search(directory: string, depth: number): Promise<string[]> {
  if (depth > MAX_DEPTH) return [];
  const entries = await readdir(directory, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) return search(path, depth + 1);
      const named = entry.name === 'server.ts' && basename(directory) === 'zpbft';
      return entry.isFile() && named ? [path] : [];
    }),
  );
  return found.flat();
}

async function read(file: string): Promise<string> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const { size } = await handle.stat();
    if (size > MAX_SOURCE_BYTES) throw tooLarge(size);
    const bytes = await handle.readFile();
    // Whatever else a file is saved in, such as GBK, only its comments are lost.
    if (/^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2))) throw wide();
    return bytes.toString();
  } finally {
    await handle.close();
  }
}
