import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { EnvironmentError, saidOf, UsageError } from '../errors.ts';
import { type ZipEntry, zipOf } from '../pack/zip.ts';
import { t } from '../text/text.ts';
import type { Source } from './sources.ts';

/** Longest part of a student's id in the name of a file. */
const MAX_ID_CHARS = 60;

/**
 * The files that Dolos itself takes: `info.csv`, and beside it each submission whole. The starter is
 * among them as the template, which Dolos leaves out by itself.
 *
 * Columns as in https://dolos.ugent.be/docs/adding-metadata.html; `ignored` marks the template.
 */
export function dolosFiles(sources: readonly Source[], starter: string): ZipEntry[] {
  const digits = String(sources.length).length;
  const files = sources.map((source, index) => ({
    source,
    filename: `${String(index + 1).padStart(digits, '0')}-${safe(source)}.ts`,
  }));
  const rows = files.map(({ filename, source }) => ({
    filename,
    label: source.section ?? '',
    full_name: source.name ?? source.student,
    created_at: source.submittedAt ?? '',
    ignored: '',
  }));
  const template = { filename: 'starter.ts', label: '', full_name: '', created_at: '' };
  const csv = stringify([...rows, { ...template, ignored: 'true' }], {
    header: true,
    columns: ['filename', 'label', 'full_name', 'created_at', 'ignored'],
    escape_formulas: true,
  });
  return [
    { path: 'info.csv', bytes: Buffer.from(csv) },
    { path: template.filename, bytes: Buffer.from(starter) },
    ...files.map(({ filename, source }) => ({ path: filename, bytes: Buffer.from(source.text) })),
  ];
}

/** Writes them as a zip when the name ends so, else into a folder, which may not have files. */
export async function writeDolos(entries: readonly ZipEntry[], target: string): Promise<void> {
  try {
    if (extname(target).toLowerCase() === '.zip') {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, await zipOf(entries), { flag: 'wx' });
      return;
    }
    await mkdir(target, { recursive: true });
    for (const { path, bytes } of entries) {
      await writeFile(join(target, path), bytes, { flag: 'wx' });
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError(t`--dolos ${target} is there already: take another name`);
    }
    throw new EnvironmentError(t`cannot write ${target}: ${saidOf(cause)}`, { cause });
  }
}

/** The id as a name of a file on any system. */
function safe({ student, attempt }: Source): string {
  const id = student.replace(/[^\w.-]+/g, '_').slice(0, MAX_ID_CHARS);
  return attempt === 1 ? id : `${id}-attempt-${attempt}`;
}
