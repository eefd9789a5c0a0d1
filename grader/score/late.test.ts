import { describe, expect, it } from 'vitest';
import type { CourseRow } from './course.ts';
import { lateMark, latePolicy, withLatePolicy } from './late.ts';

const DUE = '2026-11-30T23:59:00+01:00';
const policy = { due: DUE, percentPerDay: 10, graceDays: 0 };

const row = (attempt: Partial<CourseRow['attempt']>, more: Partial<CourseRow> = {}): CourseRow => ({
  schema: 'pbft-lab/row/v1',
  student: { id: 'ada' },
  status: 'graded',
  attempt: { number: 1, of: 1, from: 'ada', ...attempt },
  rawScore: 80,
  score: 80,
  maxScore: 100,
  ...more,
});

describe('a late policy', () => {
  it.each([
    ['in time, in another zone', '2026-11-30T22:59:00Z', 80, undefined],
    ['a second late', '2026-11-30T22:59:01Z', 72, { days: 1, graceDays: 0, deducted: 8 }],
    ['a whole day late', '2026-12-01T22:59:00Z', 72, { days: 1, graceDays: 0, deducted: 8 }],
    ['in the second day', '2026-12-01T23:00:00Z', 64, { days: 2, graceDays: 0, deducted: 16 }],
    ['a year late', '2027-11-30T23:00:00Z', 0, { days: 366, graceDays: 0, deducted: 80 }],
  ])('takes percent of the points for each day begun: %s', (_, at, score, lateness) => {
    expect(latePolicy(policy)(at, 80)).toEqual(lateness ? { score, lateness } : { score });
  });

  it('lets grace days pay first, and says so when nothing was taken off', () => {
    const judge = latePolicy({ ...policy, graceDays: 2 });
    expect(judge('2026-12-01T12:00:00Z', 80)).toEqual({
      score: 80,
      lateness: { days: 1, graceDays: 1, deducted: 0 },
    });
    expect(judge('2026-12-03T12:00:00Z', 80).lateness).toEqual({
      days: 3,
      graceDays: 2,
      deducted: 8,
    });
  });

  it('takes no more than its most', () => {
    expect(latePolicy({ ...policy, maxPercent: 25 })('2027-11-30T23:00:00Z', 80).score).toBe(60);
  });

  it('keeps two decimals, and they add up', () => {
    const { score, lateness } = latePolicy({ ...policy, percentPerDay: 3.333 })(
      '2026-12-01T00:00:00Z',
      77,
    );
    expect([score, lateness?.deducted]).toEqual([74.43, 2.57]);
  });

  it('leaves what has no time', () => {
    expect(latePolicy(policy)(undefined, 80)).toEqual({ score: 80 });
  });
});

describe('the rows of a course', () => {
  const late = row({ submittedAt: '2026-12-01T12:00:00Z' });

  it('are scored from the raw score, however often', () => {
    const once = withLatePolicy([late], policy);
    expect(once[0]?.score).toBe(72);
    expect(withLatePolicy(once, policy)).toEqual(once);
    expect(withLatePolicy(once, 'none')).toEqual([late]);
    expect(once[0]?.rawScore).toBe(80);
  });

  it('keep what was not graded, and what is missing', () => {
    const { attempt: _, ...missing } = row({}, { status: 'missing', rawScore: 0, score: 0 });
    const failed = { ...late, status: 'not-graded' as const, rawScore: null, score: null };
    expect(withLatePolicy([missing, failed], policy)).toEqual([missing, failed]);
  });

  it('are late when the policy or the platform says so, unknown without a time', () => {
    const [judged = late] = withLatePolicy([late], policy);
    const marked = { late: true };
    const rows = [row({}), late, judged, row({ ...marked, submittedAt: DUE }), row(marked)];
    expect(rows.map(lateMark)).toEqual(['no', 'no', 'yes', 'yes', 'unknown']);
  });
});
