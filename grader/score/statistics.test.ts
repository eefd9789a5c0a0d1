import { describe, expect, it } from 'vitest';
import { bestOf, lastOf } from './attempts.ts';
import type { CourseRow } from './course.ts';
import type { Result, ScenarioResult } from './result.ts';
import { statisticsOf } from './statistics.ts';

type Status = ScenarioResult['status'];

/** Scenarios a, b and c are worth 50, 30 and 20 points. */
function graded(id: string, statuses: readonly Status[], number = 1): CourseRow {
  const scenarios = statuses.map((status, index): ScenarioResult => {
    const maxScore = [50, 30, 20][index] ?? 0;
    const score = status === 'passed' ? maxScore : 0;
    const name = ['a', 'b', 'c'][index] ?? '';
    return { id: name, group: 'g', story: '', status, score, maxScore, durationMs: 1 };
  });
  const score = scenarios.reduce((sum, one) => sum + one.score, 0);
  const result = { score, maxScore: 100, scenarios } as unknown as Result;
  const attempt = { number, of: number, from: id };
  const base = { schema: 'pbft-lab/row/v1', student: { id }, status: 'graded' } as const;
  return { ...base, attempt, rawScore: score, score, maxScore: 100, result };
}

const P = 'passed';
const F = 'failed';
const B = 'blocked';
const E = 'error';

describe('statistics', () => {
  const rows = [
    graded('1', [P, P, P]),
    graded('2', [P, P, F]),
    graded('3', [P, F, B]),
    graded('4', [P, E, B]),
  ];
  const statistics = statisticsOf(rows);

  it('count what became of each scenario', () => {
    const counts = statistics.scenarios.map((one) => [
      one.id,
      one.played,
      one.passed,
      one.failed,
      one.blocked,
      one.undecided,
      one.sharePassed,
    ]);
    expect(counts).toEqual([
      ['a', 4, 4, 0, 0, 0, 1],
      ['b', 3, 2, 1, 0, 1, 0.667],
      ['c', 2, 1, 1, 2, 0, 0.25],
    ]);
  });

  it('correlate passing one with the points of the rest, where both vary', () => {
    const [a, b, c] = statistics.scenarios.map(({ discrimination }) => discrimination);
    expect(a).toBeNull();
    // b: (1, 70), (1, 50), (0, 50); the undecided one is left out.
    expect(b).toBe(0.5);
    // c: (1, 80), (0, 80), (0, 50), (0, 50).
    expect(c).toBe(0.577);
  });

  it('tell mean, median, deviation and a bin of ten percent for each student', () => {
    expect(statistics).toMatchObject({ mean: 70, median: 65, fullMarks: 1, graded: 4 });
    expect(statistics.standardDeviation).toBe(21.213); // 100, 80, 50, 50
    const bins = statistics.histogram.map(({ count }) => count);
    expect(bins).toEqual([0, 0, 0, 0, 0, 2, 0, 0, 1, 1]);
  });

  it('of nobody are empty, not zero', () => {
    const missing = {
      schema: 'pbft-lab/row/v1',
      student: { id: 'x' },
      status: 'missing',
      rawScore: 0,
      score: 0,
      maxScore: 100,
    } as const;
    const none = statisticsOf([missing]);
    expect(none).toMatchObject({ students: 1, missing: 1, mean: null, median: null });
    expect(none.scenarios).toEqual([]);
  });

  it('take the last attempt of a student', () => {
    expect(statisticsOf([graded('1', [F], 1), graded('1', [P], 2)]).mean).toBe(50);
  });
});

describe('of several attempts', () => {
  const [bad, good, same] = [graded('1', [F], 1), graded('1', [P], 2), graded('1', [P], 3)];
  const broken: CourseRow = { ...graded('1', [P], 4), status: 'not-graded', score: null };
  const other = graded('2', [F]);

  it('the best one is that with the highest score, the earliest of equal ones', () => {
    expect(bestOf([bad, good, other, same, broken])).toEqual([good, other]);
  });

  it('one that was not graded stands only where there is no other', () => {
    expect(bestOf([broken, bad])).toEqual([bad]);
    expect(bestOf([broken])).toEqual([broken]);
  });

  it('the last one is that with the highest number, in whatever order they come', () => {
    expect(lastOf([same, bad, good, other])).toEqual([same, other]);
  });
});
