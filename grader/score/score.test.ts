import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../scenarios/index.ts';
import { RULES } from '../scenarios/rules.ts';
import { GROUPS } from '../scenarios/scenario.ts';
import { type Cause, resultJsonSchema } from './result.ts';
import { DEFAULT_RUBRIC, FULL_SCORE, pointsOf } from './rubric.ts';
import { scoreScenario, total } from './score.ts';

const scenario = { id: 'quorum-f1', group: 'quorum', story: 'a story' };
const worth = pointsOf(DEFAULT_RUBRIC, 'quorum-f1');

describe('the rubric', () => {
  it('has points for the scenarios of the catalogue and for nothing else', () => {
    expect(Object.keys(DEFAULT_RUBRIC.points).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
  });

  it('adds up to 100', () => {
    const points = Object.values(DEFAULT_RUBRIC.points);
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(FULL_SCORE);
  });

  it('gives no points to scenarios that it does not name', () => {
    expect(pointsOf({ points: {} }, 'quorum-f1')).toBe(0);
  });
});

describe('the catalogue', () => {
  it('has unique ids, and groups that exist', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    for (const { group } of CATALOGUE) expect(GROUPS).toContain(group);
  });

  it('puts a scenario after those that it needs', () => {
    for (const [index, { needs }] of CATALOGUE.entries()) {
      const before = CATALOGUE.slice(0, index).map(({ id }) => id);
      for (const need of needs) expect(before).toContain(need);
    }
  });

  it('tells each story in a line that fits a terminal of 100 columns', () => {
    for (const { story } of CATALOGUE) expect(story.length).toBeLessThanOrEqual(71);
  });
});

describe('the rules', () => {
  it.each(Object.entries(RULES))('%s has every text, and names a function', (_, rule) => {
    expect(rule.rule).toMatch(/^[A-Z].*\.$/);
    expect(rule.rationale).toMatch(/\.$/);
    expect(rule.help).toMatch(/[.?]$/);
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

describe('docs/result.schema.json', () => {
  it('is what npm run schema writes', () => {
    const file = new URL('../../docs/result.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(resultJsonSchema())),
    );
  });
});
