import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../scenarios/index.ts';
import { RULES } from '../scenes/rules.ts';
import { type Cause, resultJsonSchema } from './result.ts';
import {
  arranged,
  DEFAULT_RUBRIC,
  FULL_SCORE,
  groupTitles,
  pointsOf,
  rubricJsonSchema,
} from './rubric.ts';
import { rubricProblems } from './rubric-check.ts';
import { scoreScenario, total } from './score.ts';

const scenario = { id: 'quorum-f1', group: 'quorum', story: 'a story' };
const worth = pointsOf(DEFAULT_RUBRIC, 'quorum-f1');

describe('the rubric', () => {
  it('has points for the scenarios of the catalogue and for nothing else', () => {
    const named = Object.keys(DEFAULT_RUBRIC.scenarios).sort();
    expect(named).toEqual(CATALOGUE.map(({ id }) => id).sort());
  });

  it('adds up to 100, and names only what there is', () => {
    const points = CATALOGUE.map(({ id }) => pointsOf(DEFAULT_RUBRIC, id));
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(FULL_SCORE);
    expect(rubricProblems(DEFAULT_RUBRIC, CATALOGUE)).toEqual([]);
  });

  it('puts every scenario into a group with a title, and leaves no group empty', () => {
    const used = new Set(arranged(CATALOGUE, DEFAULT_RUBRIC).map(({ group }) => group));
    expect([...used].sort()).toEqual([...groupTitles(DEFAULT_RUBRIC).keys()].sort());
  });

  it('gives no points to scenarios that it does not name', () => {
    expect(pointsOf({ groups: {}, scenarios: {} }, 'quorum-f1')).toBe(0);
  });
});

describe('the catalogue', () => {
  it('has unique ids', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  });

  it('is played so that a scenario comes after those that it needs', () => {
    const scenarios = arranged(CATALOGUE, DEFAULT_RUBRIC);
    for (const [index, { needs }] of scenarios.entries()) {
      const before = scenarios.slice(0, index).map(({ id }) => id);
      for (const need of needs) expect(before).toContain(need);
    }
  });

  it('tells each story in a line that fits a terminal of 100 columns', () => {
    for (const { story } of CATALOGUE) expect(`${story}`.length).toBeLessThanOrEqual(69);
  });
});

describe('the rules', () => {
  it.each(Object.entries(RULES))('%s has every text, and names a function', (_, rule) => {
    expect(`${rule.rule}`).toMatch(/^[A-Z].*\.$/);
    expect(`${rule.rationale}`).toMatch(/\.$/);
    expect(`${rule.help}`).toMatch(/[.?]$/);
    expect(rule.functions.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(RULES))('%s does not give the code away', (_, rule) => {
    const told = `${rule.rule} ${rule.rationale} ${rule.help}`;
    expect(told).not.toMatch(/pushCommit|popAllCommits|commitVote|commitBallot|this\.|=>|===|Map</);
  });
});

describe('scoring', () => {
  const cause = { code: 'quorum-needed' } as Cause;

  it('gives all points to what passed', () => {
    const result = scoreScenario(scenario, { status: 'passed', durationMs: 3 }, DEFAULT_RUBRIC);
    expect(result).toMatchObject({ score: worth, maxScore: worth, durationMs: 3 });
  });

  it.each([
    { status: 'failed', durationMs: 1, cause } as const,
    { status: 'blocked', blockedBy: ['normal-path'] } as const,
    { status: 'error', durationMs: 1, error: 'no port' } as const,
  ])('gives nothing to what is $status, and keeps why', (verdict) => {
    const result = scoreScenario(scenario, verdict, DEFAULT_RUBRIC);
    expect(result).toMatchObject({ ...verdict, score: 0, maxScore: worth });
  });

  it('adds up what was played', () => {
    const passed = scoreScenario(scenario, { status: 'passed', durationMs: 1 }, DEFAULT_RUBRIC);
    const error = { status: 'error', durationMs: 1, error: 'x' } as const;
    const undecided = scoreScenario(scenario, error, DEFAULT_RUBRIC);
    expect(total([passed, undecided])).toEqual({ score: worth, maxScore: 2 * worth });
  });
});

describe('what npm run schema writes', () => {
  it.each([
    ['result', resultJsonSchema()],
    ['rubric', rubricJsonSchema()],
  ])('is docs/%s.schema.json', (name, schema) => {
    const file = new URL(`../../docs/${name}.schema.json`, import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});
