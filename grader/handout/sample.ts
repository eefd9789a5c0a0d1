import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerminalReport } from '../report/terminal.ts';
import { Result } from '../score/result.ts';
import type { Language } from '../text/language.ts';

/** Results of real grades; a test grades again and compares, and `npm run golden` writes them anew. */
const SAMPLES = 'docs/.vitepress/samples';
/** So much fits into a block of code on a page, on the screen and on paper. */
const COLUMNS = 76;

/**
 * What a student reads about one failure, in either language: a stored result is told today.
 * @param name of the sample; undefined when there is none of that name.
 */
export function sampleReport(root: string, name: string, language: Language): string | undefined {
  const file = join(root, SAMPLES, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const result = Result.parse(JSON.parse(readFileSync(file, 'utf8')));
  const terminal = new TerminalReport({ color: false, columns: COLUMNS, language });
  // The explanation of the first failure, without the total behind it.
  return terminal.summary(result, { path: 'starter' }).split('\n\n')[0];
}
