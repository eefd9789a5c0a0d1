import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';
import { benchFigures, isBenchFigure, RUNS } from './figures.ts';
import { KEPT } from './kept.ts';
import { BenchReport } from './report.ts';

const FOLDER = join(ROOT, 'docs/figures');
const readText = (path: string): string => readFileSync(path, 'utf8');
const report = BenchReport.parse(JSON.parse(readText(join(FOLDER, KEPT))));
const figures = benchFigures(report);

describe('the charts of the handout', () => {
  it.each([...figures])(
    '%s is what the kept bench draws; else: npm run docs:figures',
    (file, svg) => {
      expect(readText(join(FOLDER, file))).toBe(svg);
    },
  );

  it('are all that there are in their folder', () => {
    expect(readdirSync(FOLDER).filter(isBenchFigure).sort()).toEqual([...figures.keys()].sort());
  });

  it.each([
    ['docs/instructor/exercises.md', 'zh'],
    ['docs/en/instructor/exercises.md', 'en'],
  ])('are all shown by %s', (page, language) => {
    const shown = [...readText(join(ROOT, page)).matchAll(/figures\/(bench-[\w.-]+\.svg)/g)];
    const own = [...figures.keys()].filter((file) => file.endsWith(`.${language}.svg`));
    expect(shown.map(([, file]) => file).sort()).toEqual(own.sort());
  });

  it('are of the settings that the handout speaks of', () => {
    const settings = RUNS.flatMap((run) => {
      const listed = (flag: string): number[] =>
        (run[run.indexOf(flag) + 1] ?? '').split(',').map(Number);
      return listed('-f').flatMap((f) =>
        listed('--clients').flatMap((clients) =>
          listed('--value').flatMap((valueBytes) =>
            listed('--batch').map((batch) => ({ f, clients, valueBytes, batch })),
          ),
        ),
      );
    });
    expect(
      report.prices.map(({ f, clients, valueBytes, batch }) => {
        return { f, clients, valueBytes, batch };
      }),
    ).toEqual(settings);
  });

  // 4n² - n - 1 of them: PBFT's 2n² with an answer to each, less what clients write. Docs say why.
  it('show the messages that a request takes', () => {
    const alone = report.prices.filter(({ batch }) => batch === 1);
    for (const { n, messages } of alone) expect(messages / (4 * n * n - n - 1)).toBeCloseTo(1);
    expect(alone.length).toBeGreaterThan(3);
  });
});
