import { basename, join, relative, resolve, sep } from 'node:path';
import { typed } from '../../ending.ts';
import type { CourseRow } from '../../score/course.ts';
import type { Language } from '../../text/language.ts';
import { writeWhole } from '../whole.ts';
import { factsIn } from './facts.ts';
import { overviewPage } from './page.ts';
import { pagesOf } from './pages.ts';

/** The file of the overview, in the folder of results. */
const INDEX = 'index.html';

/**
 * Writes the overview of a course into its folder, with links to those pages of students that are
 * there and were made of these rows.
 * @param notes what the reader should know, in the language of the page.
 * @returns the path of the file.
 * @throws EnvironmentError when it cannot be written.
 */
export async function writeOverview(
  out: string,
  rows: readonly CourseRow[],
  notes: readonly string[],
  language: Language,
): Promise<string> {
  const [facts, pages] = [await factsIn(out), await pagesOf(out, rows)];
  const folder = basename(resolve(out));
  const path = relative(typed('.'), out).split(sep).join('/') || '.';
  const input = { folder, path, rows, facts, notes, pages, when: new Date() };
  const file = join(out, INDEX);
  await writeWhole(await overviewPage(input, language), file);
  return file;
}
