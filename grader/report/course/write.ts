import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError, saidOf, UsageError } from '../../errors.ts';
import type { CourseRow } from '../../score/course.ts';
import { statisticsOf } from '../../score/statistics.ts';
import type { Say } from '../../text/language.ts';
import { english, type Said, t } from '../../text/text.ts';
import { toJson } from '../json.ts';
import { junitCourse } from '../junit.ts';
import { writeWhole } from '../whole.ts';
import { filledGradebook, type Gradebook, readGradebook } from './gradebook.ts';
import { gradesCsv } from './grades.ts';
import { ROWS_FILE, rowsText } from './rows.ts';
import { summaryMarkdown } from './summary.ts';

export { readRows } from './rows.ts';

/** What reports of a course are written with. */
export interface ReportOptions {
  /** Files of a platform to fill in; for Canvas perhaps with `#` and the assignment's number. */
  readonly gradebook?: readonly string[];
  /** Begins `grades.csv` with a byte order mark. */
  readonly bom?: boolean;
  /** Told what a person should know, such as students that a gradebook does not have. */
  readonly onNote?: (note: Said) => void;
  /** In which language people are told; data and names of columns are the same in all. */
  readonly say?: Say;
}

/**
 * Reads gradebooks only to see that they can be filled, so that nobody grades for hours first.
 * @throws UsageError when one cannot be read, is none, or two copies would have one name.
 */
export async function checkGradebooks(gradebooks: readonly string[]): Promise<void> {
  await readAll(gradebooks, []);
}

/**
 * Writes all files of a course into a folder, each of them whole at every moment.
 * @returns the paths of the files.
 * @throws UsageError as {@link checkGradebooks} does, before anything is written.
 * @throws EnvironmentError when the folder cannot be written.
 */
export async function writeReports(
  out: string,
  rows: readonly CourseRow[],
  { gradebook = [], bom = false, onNote, say = english }: ReportOptions = {},
): Promise<string[]> {
  const filled = await readAll(gradebook, rows, say);
  const notes = filled.flatMap(({ name, notes }) => notes.map((note) => t`${name}: ${note}`));
  const texts: [file: string, text: string][] = [
    [ROWS_FILE, rowsText(rows)],
    ['grades.csv', gradesCsv(rows, bom, say)],
    ['junit.xml', junitCourse(rows, say)],
    ['summary.md', summaryMarkdown(rows, notes, say)],
    ['statistics.json', toJson(statisticsOf(rows))],
    ...filled.map(({ copy, text }): [string, string] => [copy, text]),
  ];
  await mkdir(out, { recursive: true }).catch((cause: unknown) => {
    throw new EnvironmentError(t`cannot make ${out}: ${saidOf(cause)}`, { cause });
  });
  for (const [file, text] of texts) await writeWhole(text, join(out, file));
  for (const note of notes) onNote?.(note);
  return texts.map(([file]) => join(out, file));
}

async function readAll(given: readonly string[], rows: readonly CourseRow[], say: Say = english) {
  const gradebooks = new Map<string, Gradebook>();
  for (const one of given) {
    const gradebook = await readGradebook(one);
    const before = gradebooks.get(gradebook.copy);
    if (before !== undefined) {
      throw new UsageError(t`--gradebook: two would become ${gradebook.copy}; rename one of them`);
    }
    gradebooks.set(gradebook.copy, gradebook);
  }
  return [...gradebooks.values()].map((gradebook) => {
    return { ...gradebook, ...filledGradebook(gradebook, rows, say) };
  });
}
