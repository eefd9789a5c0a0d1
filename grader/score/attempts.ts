/** Which of several attempts stands for a student. */
import type { CourseRow } from './course.ts';

/**
 * The best attempt of each student by the score after the late policy, the earliest of equal ones.
 * One that was not graded stands only where there is no other.
 */
export function bestOf(rows: readonly CourseRow[]): CourseRow[] {
  return onePerStudent(rows, (one, other) => (one.score ?? -1) > (other.score ?? -1));
}

/** The last attempt of each student. */
export function lastOf(rows: readonly CourseRow[]): CourseRow[] {
  return onePerStudent(
    rows,
    (one, other) => (one.attempt?.number ?? 0) > (other.attempt?.number ?? 0),
  );
}

/** One row a student, in the order of first rows; `isBetter` says when a later row takes over. */
function onePerStudent(
  rows: readonly CourseRow[],
  isBetter: (one: CourseRow, other: CourseRow) => boolean,
): CourseRow[] {
  const kept = new Map<string, CourseRow>();
  for (const row of rows) {
    const before = kept.get(row.student.id);
    if (before === undefined || isBetter(row, before)) kept.set(row.student.id, row);
  }
  return [...kept.values()];
}
