import { describe, expect, it } from 'vitest';
import { compareCourses } from './compare.ts';
import type { CourseRow } from './course.ts';
import type { Result, ScenarioResult } from './result.ts';

const scenario: ScenarioResult = {
  id: 'quorum-f1',
  group: 'quorum',
  story: '',
  status: 'passed',
  score: 8,
  maxScore: 8,
  durationMs: 1,
};
const cause = { code: 'quorum-needed' } as NonNullable<ScenarioResult['cause']>;
const failed: ScenarioResult = { ...scenario, status: 'failed', score: 0, cause };

const result: Result = {
  schema: 'pbft-lab/result/v1',
  kit: '1',
  score: 8,
  maxScore: 8,
  seed: 's',
  sandbox: 'bwrap',
  node: '20',
  durationMs: 1,
  starts: 1,
  submission: { id: 'ada', sha256: 'a' },
  notes: [],
  scenarios: [scenario],
};

const rowOf = (result: Result, more: Partial<CourseRow> = {}): CourseRow => {
  const { score, maxScore } = result;
  const base = { schema: 'pbft-lab/row/v1', student: { id: 'ada' }, status: 'graded' } as const;
  return { ...base, rawScore: score, score, maxScore, result, ...more };
};
const before = rowOf(result);
const lost = { ...result, score: 0, scenarios: [failed] };
const { result: _, ...bare } = before;

const whyOf = (after: CourseRow) => compareCourses([before], [after]).changed[0]?.why;

describe('two grades of a course', () => {
  it('are the same when only times differ', () => {
    const later = rowOf({ ...result, durationMs: 99, starts: 7, kit: '2', seed: 't' });
    expect(compareCourses([before], [later])).toMatchObject({ compared: 1, changed: [] });
  });

  it('differ by student, points, scenario and code of the rule', () => {
    expect(compareCourses([before], [rowOf(lost)]).changed).toEqual([
      {
        student: 'ada',
        before: 8,
        after: 0,
        difference: -8,
        why: 'flake',
        changes: [{ what: 'quorum-f1', before: 'passed', after: 'failed: quorum-needed' }],
      },
    ]);
    const other = { ...failed, cause: { ...cause, code: 'order' } };
    const [changed] = compareCourses(
      [rowOf(lost)],
      [rowOf({ ...lost, scenarios: [other] })],
    ).changed;
    expect(changed?.difference).toBe(0);
    expect(changed?.changes[0]?.after).toBe('failed: order');
  });

  it('say who is in one of them only', () => {
    const bob = { ...before, student: { id: 'bob' } };
    const diff = compareCourses([before], [bob]);
    expect(diff).toMatchObject({ onlyInA: ['ada'], onlyInB: ['bob'], compared: 0, changed: [] });
  });

  it.each<[string, Partial<Result>]>([
    ['submission', { submission: { id: 'ada', sha256: 'b' }, kit: '2', seed: 't' }],
    ['rubric', { maxScore: 9, scenarios: [{ ...failed, maxScore: 9 }], kit: '2', seed: 't' }],
    ['rubric', { scenarios: [failed, { ...failed, id: 'new', maxScore: 0 }], seed: 't' }],
    ['kit', { scenarios: [failed, { ...failed, id: 'new', maxScore: 0 }], kit: '2', seed: 't' }],
    ['kit', { kit: '2', node: '22', seed: 't' }],
    ['environment', { node: '22', seed: 't' }],
    ['environment', { sandbox: 'uid', seed: 't' }],
    ['seed', { seed: 't' }],
    ['flake', {}],
  ])('differ because of the first that holds: %s', (why, more) => {
    expect(whyOf(rowOf({ ...lost, ...more }))).toBe(why);
  });

  it('differ because of the late policy when all was played alike', () => {
    const lateness = { days: 1, graceDays: 0, deducted: 1 };
    expect(whyOf({ ...before, score: 7, lateness })).toBe('late');
  });

  it('differ when one of them has no result', () => {
    const none = { ...bare, status: 'not-graded', rawScore: null, score: null } as const;
    expect(compareCourses([before], [none]).changed[0]).toMatchObject({
      why: 'not-graded',
      after: null,
      difference: null,
      changes: [],
    });
    expect(whyOf({ ...bare, status: 'missing', rawScore: 0, score: 0 })).toBe('submission');
  });

  it('name the problem when one does not build', () => {
    const problem = { code: 'build-failed', message: '', help: '' } as const;
    const blocked = { ...scenario, status: 'blocked', score: 0 } as const;
    const after = rowOf({ ...result, problem, score: 0, scenarios: [blocked] });
    const [changed] = compareCourses([before], [after]).changed;
    expect(changed?.changes).toContainEqual({
      what: 'problem',
      before: null,
      after: 'build-failed',
    });
  });
});
