import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import split2 from 'split2';
// Not by way of `z.core`, which would bring all languages of zod into the bundle.
import { toDotPath } from 'zod/v4/core';
import { messageOf, saidOf, UsageError } from '../../errors.ts';
import { CourseRow } from '../../score/course.ts';
import { type Said, t } from '../../text/text.ts';
import { jsonLine, oneLine } from '../escape.ts';

/** The file that all others are made from. */
export const ROWS_FILE = 'results.jsonl';
/** A row with all its traces stays below this. */
const MAX_LINE_CHARS = 64 * 1024 * 1024;
/** More attempts than any course has. */
const MAX_ROWS = 100_000;

/** `results.jsonl`: one row a line. Everything that was graded is in it, nothing is cut. */
export function rowsText(rows: readonly CourseRow[]): string {
  // Parsed first: then the order of fields, too, is the same for rows that were read back.
  return rows.map((row) => `${jsonLine(CourseRow.parse(row))}\n`).join('');
}

/**
 * Reads the rows of a graded course.
 * @param out the folder that grade:all wrote.
 * @throws UsageError when they are not there, with the line when one of them is none.
 */
export async function readRows(out: string): Promise<CourseRow[]> {
  const file = join(out, ROWS_FILE);
  const rows: CourseRow[] = [];
  let line = 0;
  try {
    const source = createReadStream(file, 'utf8');
    const lines = source.pipe(split2({ maxLength: MAX_LINE_CHARS }));
    source.on('error', (error) => lines.destroy(error)); // pipe does not hand them on
    for await (const text of lines) {
      line += 1;
      if (rows.length >= MAX_ROWS) throw new UsageError(t`${file}: more than ${MAX_ROWS} rows`);
      if (text !== '') rows.push(rowIn(text, t`${file} line ${line}`));
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      t`cannot read ${file}: ${saidOf(error)}.
        It is written by npm run grade:all -- <download> --out ${out}`,
    );
  }
  return rows;
}

function rowIn(text: string, place: Said): CourseRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(t`${place}: this is no JSON: ${oneLine(messageOf(error))}`);
  }
  const row = CourseRow.safeParse(value);
  if (row.success) return row.data;
  const [issue] = row.error.issues;
  const where = toDotPath(issue?.path ?? []);
  const what = issue === undefined ? t`it has another form` : oneLine(issue.message);
  if (where === '') throw new UsageError(t`${place}: not a row of a course: ${what}`);
  throw new UsageError(t`${place}: not a row of a course: ${where}: ${what}`);
}
