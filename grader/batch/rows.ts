import { refused } from '../grade.ts';
import type { CourseRow } from '../score/course.ts';
import { withNotes } from '../score/notes.ts';
import type { Result } from '../score/result.ts';
import { pointsOf } from '../score/rubric.ts';
import { selectAll } from '../select.ts';
import { notesOnChanged } from '../submission/framework.ts';
import type { Intake } from '../submission/intake-types.ts';
import { type Message, t } from '../text/text.ts';
import { saidIn, spelled } from '../text/told.ts';
import type { Entry, Terms } from './plan.ts';
import { withoutTraces } from './traces.ts';

/** What is known of a batch when it ends. */
export interface Ended {
  readonly intake: Intake;
  readonly entries: readonly Entry[];
  readonly terms: Terms;
  readonly resultOf: (key: string) => Promise<Result | undefined>;
  /** Why a result is not there, by key. */
  readonly failed: ReadonlyMap<string, Message>;
}

/** The rows of a course, in the order of students and attempts. */
export async function rowsOf(ended: Ended): Promise<CourseRow[]> {
  const { intake, entries, terms } = ended;
  const scenarios = selectAll(terms.rubric);
  const maxScore = scenarios.reduce((sum, { id }) => sum + pointsOf(terms.rubric, id), 0);
  const rows: CourseRow[] = [];
  for (const entry of entries) rows.push(await rowOf(entry, maxScore, ended));
  for (const student of intake.missing) {
    const nothing = { schema: 'pbft-lab/row/v1', status: 'missing', student } as const;
    rows.push({ ...nothing, rawScore: 0, score: 0, maxScore });
  }
  return rows.sort((a, b) => compare(a.student.id, b.student.id));
}

async function rowOf(entry: Entry, maxScore: number, ended: Ended): Promise<CourseRow> {
  const { student, attempt, changed, problem } = entry.taken;
  const row = { schema: 'pbft-lab/row/v1', student, attempt } as const;
  const result = await resultOf(entry, ended);
  if (result === undefined) {
    const known =
      ended.failed.get(entry.task?.key ?? '') ?? (problem && saidIn(problem, 'message'));
    const why = spelled({ reason: known ?? t`left out` });
    return { ...row, status: 'not-graded', rawScore: null, score: null, maxScore, ...why };
  }
  const { score } = result;
  // Rows are all in memory at once, and traces are large: they stay in the stored result.
  const graded = withNotes(withoutTraces(result), notesOnChanged(changed));
  return { ...row, status: 'graded', rawScore: score, score, maxScore, result: graded };
}

async function resultOf(
  { taken, seed, task }: Entry,
  { terms, resultOf }: Ended,
): Promise<Result | undefined> {
  if (task !== undefined) return resultOf(task.key);
  if (taken.problem === undefined) return undefined;
  const { rubric, tier } = terms;
  const options = { seed, rubric, scenarios: selectAll(rubric) };
  return refused('server.ts', { ...taken.problem }, options, tier);
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
