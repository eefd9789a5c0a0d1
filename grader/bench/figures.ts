import type { Language } from '../text/language.ts';
import { LANGUAGES, sayIn } from '../text/language.ts';
import { charts } from './charts.ts';
import type { BenchReport } from './report.ts';

/**
 * The runs that the handout shows, as arguments of `npm run bench`; put together they are one report. The
 * second one measures batches, for which one size is enough.
 */
export const RUNS: readonly (readonly string[])[] = [
  ['-f', '1,2,3,5', '--clients', '1,16,64', '--value', '16,1024', '--batch', '1'],
  ['-f', '1', '--clients', '64', '--value', '16', '--batch', '4,16,32,64'],
];

/** What figures are called in `docs/figures`. */
const PREFIX = 'bench-';

/** True for a file of a figure that is drawn from the kept report. */
export function isBenchFigure(file: string): boolean {
  return file.startsWith(PREFIX) && file.endsWith('.svg');
}

/** The figures of a report, by the name of their file, in all languages. */
export function benchFigures(report: BenchReport): ReadonlyMap<string, string> {
  const drawn = (language: Language): [string, string][] =>
    [...charts(report, sayIn(language))].map(([name, svg]) => [
      `${PREFIX}${name}.${language}.svg`,
      svg,
    ]);
  return new Map(LANGUAGES.flatMap(drawn));
}
