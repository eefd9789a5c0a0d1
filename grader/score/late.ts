/** What handing in late costs: a function of the times of hand-in, never of the clock. */
import type { CourseRow, Lateness } from './course.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const ALL = 100;

/** How late submissions are scored. */
export interface LatePolicy {
  /** When it was due: ISO 8601 with an offset. */
  readonly due: string;
  /** Percent of the points earned that each day begun costs. */
  readonly percentPerDay: number;
  /** Days that cost nothing; each student has as many. */
  readonly graceDays: number;
  /** The most that can be taken off, in percent; without it everything can. */
  readonly maxPercent?: number;
}

/** A score after the policy. */
export interface LateScore {
  readonly score: number;
  /** Present when it came after the due date, also when grace days paid for it. */
  readonly lateness?: Lateness;
}

/**
 * Makes a policy's function of the time of hand-in and the points earned. Days are 24 hours long, and
 * one that has begun counts whole. Without a time the points stay as they are: nobody knows.
 */
export function latePolicy({ due, percentPerDay, graceDays, maxPercent = ALL }: LatePolicy) {
  const dueMs = Date.parse(due);
  return (submittedAt: string | undefined, rawScore: number): LateScore => {
    if (submittedAt === undefined) return { score: rawScore };
    const days = Math.max(0, Math.ceil((Date.parse(submittedAt) - dueMs) / DAY_MS));
    if (days === 0) return { score: rawScore };
    const free = Math.min(days, graceDays);
    const percent = Math.min((days - free) * percentPerDay, maxPercent, ALL);
    const deducted = cents((rawScore * percent) / ALL);
    return { score: cents(rawScore - deducted), lateness: { days, graceDays: free, deducted } };
  };
}

/** Scores all rows anew from their raw scores: by a policy, or with `none` by no policy at all. */
export function withLatePolicy(
  rows: readonly CourseRow[],
  policy: LatePolicy | 'none',
): CourseRow[] {
  const judge = policy === 'none' ? undefined : latePolicy(policy);
  return rows.map(({ lateness: _, ...row }) => {
    const { attempt, rawScore } = row;
    if (judge === undefined || attempt === undefined || rawScore === null) {
      return { ...row, score: rawScore };
    }
    return { ...row, ...judge(attempt.submittedAt, rawScore) };
  });
}

/**
 * Whether an attempt came late, as far as is known: `unknown` when the platform marked it late and
 * did not say when it came, so that no policy can judge it.
 */
export function lateMark({ attempt, lateness }: CourseRow): 'yes' | 'no' | 'unknown' {
  if (lateness !== undefined) return 'yes';
  if (attempt?.late !== true) return 'no';
  return attempt.submittedAt === undefined ? 'unknown' : 'yes';
}

/** Two decimals, as gradebooks keep them. */
function cents(points: number): number {
  return Math.round(points * 100) / 100;
}
