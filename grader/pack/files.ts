import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { EnvironmentError, saidOf, UsageError } from '../errors.ts';
import { t } from '../text/text.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** Scripts start like this; they are packed as programs. */
const SHEBANG = '#!';

/** Reads files of the kit, to be packed under the same paths, or below `prefix`. */
export function filesOf(root: string, paths: readonly string[], prefix = ''): Promise<ZipEntry[]> {
  return Promise.all(
    paths.map(async (path) => packed(`${prefix}${path}`, await readFile(join(root, path)))),
  );
}

/** All files below a folder, tests left out, as paths from the root. */
export async function below(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The files of a folder that stands for the root of a pack. */
export async function rootFiles(root: string, folder: string): Promise<ZipEntry[]> {
  const entries = await filesOf(root, await below(root, folder));
  return entries.map((entry) => ({ ...entry, path: entry.path.slice(folder.length + 1) }));
}

export function packed(path: string, bytes: Buffer): ZipEntry {
  const executable = bytes.subarray(0, SHEBANG.length).toString() === SHEBANG;
  return { path, bytes, executable };
}

/** Pages of the handout, in which links to what is not in the pack are plain text. */
export function withoutDeadLinks(pages: readonly ZipEntry[]): ZipEntry[] {
  const known = new Set(pages.map(({ path }) => path));
  return pages.map((page) => {
    if (!page.path.endsWith('.md')) return page;
    const text = page.bytes.toString().replace(/\[([^\]]*)\]\(([^)]*)\)/g, (link, label, to) => {
      const [file = ''] = String(to).split('#');
      if (file === '' || /^\w+:/.test(file)) return link;
      return known.has(posix.join(posix.dirname(page.path), file)) ? link : String(label);
    });
    return { ...page, bytes: Buffer.from(text) };
  });
}

/**
 * Writes a pack.
 * @throws UsageError when the file is there, unless forced; EnvironmentError when it cannot be.
 */
export async function writePack(
  entries: readonly ZipEntry[],
  file: string,
  force: boolean,
): Promise<void> {
  const refused = t`${file} is there already: take another name with --out, or replace it with
    --force`;
  if (!force && existsSync(file)) throw new UsageError(refused);
  const bytes = await zipOf(entries);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new UsageError(refused);
    throw new EnvironmentError(t`cannot write ${file}: ${saidOf(cause)}`, { cause });
  }
}
