import { CATALOGUE } from '../scenarios/index.ts';
import { DEFAULT_RUBRIC, groupOf, groupTitles, needsOf, pointsOf } from '../score/rubric.ts';
import type { Say } from '../text/language.ts';

/** Headings of the columns: scenario, points, what happens, what it needs. */
export type Headings = readonly [string, string, string, string];

/**
 * The catalogue as Markdown, a table for each group of the rubric: what the grader does is what is told,
 * since both are made of the same.
 */
export function scenarioTables(headings: Headings, say: Say): string {
  const [scenario, points, story, needs] = headings;
  return [...groupTitles(DEFAULT_RUBRIC)]
    .map(([group, title]) => {
      const scenarios = CATALOGUE.filter(({ id }) => groupOf(DEFAULT_RUBRIC, id) === group);
      const worth = scenarios.reduce((sum, { id }) => sum + pointsOf(DEFAULT_RUBRIC, id), 0);
      const rows = scenarios.map((one) => {
        const before = needsOf(DEFAULT_RUBRIC, one.id).map(code).join(' ');
        return row(code(one.id), pointsOf(DEFAULT_RUBRIC, one.id), say(one.story), before);
      });
      const head = [row(scenario, points, story, needs), '|---|--:|---|---|'];
      return [`**${say(title)}** · ${worth}`, '', ...head, ...rows].join('\n');
    })
    .join('\n\n');
}

/** Numbers that a page tells in a sentence: how many scenarios and groups there are. */
export function counts(): Readonly<Record<string, number>> {
  return { scenarios: CATALOGUE.length, groups: groupTitles(DEFAULT_RUBRIC).size };
}

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(id: string): string {
  return `\`${id}\``;
}
