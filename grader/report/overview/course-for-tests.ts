/** A course that never was, for the tests of the overview: the same each time. */
import type { CourseRow } from '../../score/course.ts';
import type { Result, ScenarioResult } from '../../score/result.ts';

/** What a student may bring into an overview by a name, an id, or code that does not build. */
export const HOSTILE =
  "\"><img src=x onerror=\"document.title='harmed'\"></script><script>document.title='harmed'</script>&amp;\u202e";

const SCENARIOS = [
  ['commit-shape', 'one Commit goes to each other server'],
  ['quorum-f1', '2f−1 commits are too few'],
  ['forged-signature', 'forged commits do nothing'],
  ['early-commits', 'early commits are kept'],
  ['order-of-execution', 'requests are executed in order'],
] as const;
const POINTS = 100 / SCENARIOS.length;

type Status = ScenarioResult['status'];

/** A result in which the scenarios ended so. */
export function resultWith(statuses: readonly Status[], more: Partial<Result> = {}): Result {
  const scenarios = SCENARIOS.map(([id, story], index): ScenarioResult => {
    const status = statuses[index] ?? 'passed';
    return {
      ...{ id, group: 'quorum', story, status, maxScore: POINTS, durationMs: 10 },
      score: status === 'passed' ? POINTS : 0,
      ...(status === 'blocked' ? { blockedBy: ['quorum-f1'] } : {}),
      ...(status === 'failed' ? { cause: CAUSE } : {}),
    };
  });
  return {
    ...{ schema: 'pbft-lab/result/v1', kit: '0.1.0', maxScore: 100, seed: 'seed-1', notes: [] },
    ...{ sandbox: 'bwrap', node: '20.20.2', durationMs: 2_000, starts: 9, scenarios },
    score: scenarios.reduce((sum, { score }) => sum + score, 0),
    submission: { id: 'server.ts', sha256: 'a'.repeat(64) },
    ...more,
  };
}

const CAUSE: ScenarioResult['cause'] = {
  ...{ code: 'quorum-needed', rule: 'A server executes only after 2f commits of others.' },
  ...{ rationale: 'Fewer votes are no quorum.', sent: ['one commit'], expected: 'nothing' },
  ...{ actual: 'executed', help: 'Count.', functions: ['verifyBallotCommit'] },
};

/** The row of one attempt with such a result. */
export function rowOf(id: string, result: Result, more: Partial<CourseRow> = {}): CourseRow {
  const { score, maxScore } = result;
  return {
    ...{ schema: 'pbft-lab/row/v1', student: { id }, status: 'graded', result, maxScore },
    attempt: { number: 1, of: 1, from: 'server.ts', submittedAt: '2026-11-30T20:00:00Z' },
    ...{ rawScore: score, score },
    ...more,
  };
}

/** One student for each way in which a grade can end; Eve tries to harm whoever opens the page. */
export function smallCourse(): CourseRow[] {
  const problem: Result['problem'] = {
    ...{ code: 'build-failed', message: `Expected ";" but found ${HOSTILE}`, help: 'Mend it.' },
  };
  const broken = resultWith(Array<Status>(5).fill('blocked'), { problem });
  const failed = resultWith(['passed', 'failed', 'blocked', 'passed', 'failed']);
  const many = (number: number) => ({ number, of: 2, from: 'x' });
  return [
    rowOf('ada', resultWith([]), { student: { id: 'ada', name: 'Ada Lovelace', section: 'A' } }),
    rowOf('bob', failed, { score: 36, lateness: { days: 2, graceDays: 1, deducted: 4 } }),
    rowOf(HOSTILE, failed, { student: { id: HOSTILE, name: HOSTILE, email: 'eve@example.edu' } }),
    rowOf('dan', broken, { attempt: { number: 1, of: 1, from: 'x', late: true } }),
    rowOf('fay', failed, { attempt: many(1) }),
    rowOf('fay', resultWith(['passed', 'passed', 'error']), { attempt: many(2) }),
    { ...bare('gil'), status: 'missing', rawScore: 0, score: 0 },
    {
      ...bare('hal'),
      status: 'not-graded',
      rawScore: null,
      score: null,
      reason: `spawn ${HOSTILE}`,
    },
  ];
}

const bare = (id: string) =>
  ({ schema: 'pbft-lab/row/v1', student: { id, name: `Name of ${id}` }, maxScore: 100 }) as const;

/** So many students, of whom some fail this and some that: by their numbers, and no chance. */
export function largeCourse(students: number): CourseRow[] {
  return Array.from({ length: students }, (_, index) => {
    const statuses = SCENARIOS.map(([id], place): Status => {
      const isFailed = (index * (place + 3)) % 7 < place;
      return isFailed ? (id === 'order-of-execution' ? 'blocked' : 'failed') : 'passed';
    });
    const id = `s${String(index).padStart(4, '0')}`;
    const student = { id, name: `Student ${students - index}`, section: index % 2 ? 'A' : 'B' };
    return rowOf(id, resultWith(statuses), { student });
  });
}
