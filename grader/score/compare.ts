/** What differs between two grades of a course, and why. */
import * as z from 'zod';
import { t } from '../text/text.ts';
import { lastOf } from './attempts.ts';
import type { CourseRow } from './course.ts';
import type { Result } from './result.ts';

/** Why a student's result differs; the first that holds is told. */
export const REASONS = {
  'not-graded': t`not graded in one of the two`,
  submission: t`other submission`,
  late: t`late policy or time of submission`,
  rubric: t`other rubric`,
  kit: t`other version of the grader`,
  environment: t`other version of Node or other sandbox`,
  seed: t`other seed`,
  flake: t`flake: all else is the same`,
} as const;
export type Reason = keyof typeof REASONS;

const Changed = z.strictObject({
  student: z.string(),
  before: z.number().nullable().describe('Score after the late policy; null when not graded'),
  after: z.number().nullable(),
  difference: z.number().nullable(),
  why: z.enum(Object.keys(REASONS) as [Reason, ...Reason[]]),
  changes: z.array(
    z.strictObject({
      what: z.string().describe('A scenario, or `problem`'),
      before: z.string().nullable().describe('A status, with the code of the rule when failed'),
      after: z.string().nullable(),
    }),
  ),
});

export const CourseDiff = z
  .strictObject({
    schema: z.literal('pbft-lab/diff/v1'),
    onlyInA: z.array(z.string()),
    onlyInB: z.array(z.string()),
    compared: z.int().nonnegative().describe('Students in both'),
    changed: z.array(Changed),
  })
  .describe('Two grades of a course compared, one attempt a student: the last');

export type Changed = z.infer<typeof Changed>;
export type CourseDiff = z.infer<typeof CourseDiff>;

/** Of several attempts of a student the last ones are compared. */
export function compareCourses(a: readonly CourseRow[], b: readonly CourseRow[]): CourseDiff {
  const [inA, inB] = [byStudent(a), byStudent(b)];
  const changed: Changed[] = [];
  for (const [id, before] of inA) {
    const after = inB.get(id);
    const one = after === undefined ? undefined : compareRows(before, after);
    if (one !== undefined) changed.push(one);
  }
  const onlyIn = (one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>) =>
    [...one.keys()].filter((id) => !other.has(id));
  const onlyInA = onlyIn(inA, inB);
  const compared = inA.size - onlyInA.length;
  return { schema: 'pbft-lab/diff/v1', onlyInA, onlyInB: onlyIn(inB, inA), compared, changed };
}

function byStudent(rows: readonly CourseRow[]): Map<string, CourseRow> {
  return new Map(lastOf(rows).map((row) => [row.student.id, row]));
}

/** Undefined when nothing differs that a student would notice. */
function compareRows(before: CourseRow, after: CourseRow): Changed | undefined {
  const changes = changesBetween(before.result, after.result);
  const isSame =
    before.status === after.status &&
    before.score === after.score &&
    before.rawScore === after.rawScore &&
    before.maxScore === after.maxScore &&
    changes.length === 0;
  if (isSame) return undefined;
  const known = before.score !== null && after.score !== null;
  return {
    student: before.student.id,
    before: before.score,
    after: after.score,
    difference: known ? Math.round(((after.score ?? 0) - (before.score ?? 0)) * 100) / 100 : null,
    why: whyChanged(before, after, changes.length > 0),
    changes,
  };
}

function changesBetween(a: Result | undefined, b: Result | undefined): Changed['changes'] {
  const [before, after] = [statesIn(a), statesIn(b)];
  const changes: Changed['changes'] = [];
  if (a === undefined || b === undefined) return changes;
  for (const what of new Set([...before.keys(), ...after.keys()])) {
    const change = { what, before: before.get(what) ?? null, after: after.get(what) ?? null };
    if (change.before !== change.after) changes.push(change);
  }
  return changes;
}

function statesIn(result: Result | undefined): Map<string, string> {
  const states = new Map<string, string>();
  if (result?.problem !== undefined) states.set('problem', result.problem.code);
  for (const { id, status, cause } of result?.scenarios ?? []) {
    states.set(id, cause === undefined ? status : `${status}: ${cause.code}`);
  }
  return states;
}

function whyChanged(before: CourseRow, after: CourseRow, isPlayedOtherwise: boolean): Reason {
  if (before.status === 'not-graded' || after.status === 'not-graded') return 'not-graded';
  const [a, b] = [before.result, after.result];
  if (a === undefined || b === undefined) return 'submission'; // one of the two is missing
  if (a.submission.sha256 !== b.submission.sha256) return 'submission';
  const isScoredAlike = before.rawScore === after.rawScore && before.maxScore === after.maxScore;
  if (isScoredAlike && !isPlayedOtherwise) return 'late';
  if (before.maxScore !== after.maxScore || !haveSameRubric(a, b)) return 'rubric';
  if (a.kit !== b.kit) return 'kit';
  if (a.node !== b.node || a.sandbox !== b.sandbox) return 'environment';
  return a.seed === b.seed ? 'flake' : 'seed';
}

/** As far as results tell: what scenarios are worth, and which there are. */
function haveSameRubric(a: Result, b: Result): boolean {
  const worth = new Map(a.scenarios.map(({ id, maxScore }) => [id, maxScore]));
  const shared = b.scenarios.filter(({ id }) => worth.has(id));
  if (shared.some(({ id, maxScore }) => worth.get(id) !== maxScore)) return false;
  // Another version of the grader may bring other scenarios.
  const all = shared.length === worth.size && shared.length === b.scenarios.length;
  return all || a.kit !== b.kit;
}
