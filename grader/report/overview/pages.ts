import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { EnvironmentError, messageOf } from '../../errors.ts';
import type { CourseRow } from '../../score/course.ts';
import { Result } from '../../score/result.ts';
import { writeJson } from '../json.ts';
import { writeWhole } from '../whole.ts';
import { isReportFile, REPORTS, reportFile } from './names.ts';

/** Which page was made of which result: one of an older result is not linked to. */
const LIST = 'pages.json';
const List = z.record(z.string(), z.string());

/** How the pages of students are written. */
export interface PagesOptions {
  /** Makes the page of one attempt. */
  readonly pageOf: (row: CourseRow) => Promise<string>;
  /** Told how many there are, and of each that it is written. */
  readonly onStart?: (total: number) => void;
  readonly onWritten?: () => void;
}

/**
 * Writes a page for each attempt that was graded, one after the other: a course may be larger than the
 * memory. Pages of before that are nobody's any more are removed.
 * @throws EnvironmentError when the folder cannot be written.
 */
export async function writePages(
  out: string,
  rows: readonly CourseRow[],
  { pageOf, onStart, onWritten }: PagesOptions,
): Promise<void> {
  const folder = join(out, REPORTS);
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new EnvironmentError(`cannot make ${folder}: ${messageOf(cause)}`, { cause });
  });
  const before = await listIn(out);
  const graded = rows.filter(({ result }) => result !== undefined);
  const list: Record<string, string> = {};
  onStart?.(graded.length);
  for (const row of graded) {
    const file = reportFile(row);
    await writeWhole(await pageOf(row), join(folder, file));
    list[file] = digestOf(row);
    onWritten?.();
  }
  await writeJson(list, join(folder, LIST));
  for (const file of before.keys()) {
    if (list[file] === undefined) await rm(join(folder, file), { force: true });
  }
}

/** The pages that are there and were made of the results of these rows. */
export async function pagesOf(out: string, rows: readonly CourseRow[]): Promise<Set<string>> {
  const list = await listIn(out);
  if (list.size === 0) return new Set();
  const files = rows.filter((row) => list.get(reportFile(row)) === digestOf(row)).map(reportFile);
  return new Set(files);
}

async function listIn(out: string): Promise<Map<string, string>> {
  const text = await readFile(join(out, REPORTS, LIST), 'utf8').catch(() => '{}');
  const { data = {} } = List.safeParse(parsed(text));
  return new Map(Object.entries(data).filter(([file]) => isReportFile(file)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digestOf({ result }: CourseRow): string {
  // Parsed first: then the order of fields, too, is the same for rows that were read back.
  const text = JSON.stringify(Result.optional().parse(result)) ?? '';
  return createHash('sha256').update(text).digest('hex');
}
