import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';
import { CATALOGUE } from '../scenarios/index.ts';
import { RULES, type RuleCode } from '../scenes/rules.ts';
import { english } from '../text/text.ts';
import { ABOUT, EVERYWHERE } from './about.ts';
import { PAPER } from './sections.ts';

const CODES = Object.keys(RULES) as RuleCode[];
const GOLDEN = join(ROOT, 'fixtures/golden');

/** What the steps of a scene judge by themselves, whatever code the scenario names. */
const JUDGED_BY: Readonly<Record<string, readonly RuleCode[]>> = {
  'mustCommit(': ['commit-sent', 'commit-once'],
  'mustSay(': ['commit-fields', 'commit-signed'],
  'mustExecute(': ['executed-once', 'result-right'],
  'mustNotCommit(': ['commit-early'],
  'proposalTo(': ['all-execute'],
  'judgeSafety(': ['agreement'],
  'exploreSchedules(': ['explored'],
};

/** The source of the scenario with this id. */
function sourceOf(id: string): string {
  const source = readFileSync(join(ROOT, `grader/scenarios/${id}.ts`), 'utf8');
  // What it continues names other scenarios, and some of them are called like a rule.
  return source.replace(/^ {2}continues: \[[^\]]*\],$/gm, '');
}

describe('what is told about scenarios', () => {
  it('is told about every one of the catalogue, and no other', () => {
    expect(Object.keys(ABOUT).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
  });

  it('has every rule at some scenario, or everywhere', () => {
    const judged = new Set([...EVERYWHERE, ...Object.values(ABOUT).flatMap(({ rules }) => rules)]);
    expect(CODES.filter((code) => !judged.has(code))).toEqual([]);
  });
});

describe.each(Object.entries(ABOUT))('what is told about %s', (id, about) => {
  const source = sourceOf(id);
  const named = CODES.filter((code) => source.includes(`'${code}'`));
  const implied = Object.entries(JUDGED_BY).flatMap(([call, codes]) =>
    source.includes(call) ? codes : [],
  );

  it('is two to four sentences, of which the last tells what a right server does', () => {
    const { steps } = about;
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.length).toBeLessThanOrEqual(4);
    expect(english(steps.at(-1) ?? '')).toMatch(
      /^(?:A right (?:server|leader)|Right servers|The other \w+, if right|Only then the right servers)\b/,
    );
  });

  it('has all rules that its source names', () => {
    const known: readonly string[] = [...about.rules, ...EVERYWHERE];
    expect(named.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('has no rule that its source does not judge', () => {
    const judged: readonly string[] = [...named, ...implied];
    expect(about.rules.filter((code) => !judged.includes(code))).toEqual([]);
    expect(new Set(about.rules).size).toBe(about.rules.length);
  });

  it('has the clusters of its source', () => {
    expect(about.whole).toBe(
      /open\(WholeScene|requestsOn\(open|exploreSchedules\(open/.test(source),
    );
    const opened = source.matchAll(/\bf: (\d)[ ,]|requestsOn\(open, (\d)\)/g);
    const sizes = [...opened].map(([, f, of]) => Number(f ?? of));
    expect(new Set(sizes.length > 0 ? sizes : [1])).toEqual(new Set(about.f));
  });

  it('names a section of the paper', () => {
    expect(Object.keys(PAPER)).toContain(about.paper);
  });
});

describe('the reports of known mistakes', () => {
  const reports = readdirSync(GOLDEN).filter((file) => file.endsWith('.txt'));
  const told = reports.flatMap((file) => failuresIn(readFileSync(join(GOLDEN, file), 'utf8')));

  it('tell of many scenarios', () => {
    expect(new Set(told.map(({ id }) => id)).size).toBeGreaterThan(15);
    expect(told.filter(({ code }) => code === undefined)).toEqual([]);
  });

  it('name only rules that the scenario is said to judge', () => {
    const known = (id: string): readonly string[] => [...(ABOUT[id]?.rules ?? []), ...EVERYWHERE];
    const others = told.filter(({ id, code }) => !known(id).includes(code ?? ''));
    expect(others).toEqual([]);
  });
});

/** Scenarios and broken rules of a report: those told in full, and others that broke the same rule. */
function failuresIn(report: string): { id: string; code: RuleCode | undefined }[] {
  const flat = report.replace(/\n {12}/g, ' ').replace(/\n {2}(?=\S)(?!\w+ {2,}|look at)/g, ' ');
  return [...flat.matchAll(/^✖ ([\w-]+): (.*)\n((?: {2}.*\n)*)/gm)].flatMap(
    ([, id = '', rule, block = '']) => {
      const code = CODES.find((one) => english(RULES[one].rule) === rule);
      const [, also = ''] = /^ {2}also +(.*) \(same rule\)$/m.exec(block) ?? [];
      return [id, ...also.split(', ').filter(Boolean)].map((one) => ({ id: one, code }));
    },
  );
}
