import { mkdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeJson } from '../report/json.ts';
import type { CourseRow } from '../score/course.ts';
import type { Intake } from '../submission/intake-types.ts';
import { type Message, t } from '../text/text.ts';
import type { Outcome } from './job.ts';
import { type Entry, planned, type SourceTask, type Terms, tasksOf } from './plan.ts';
import { rowsOf } from './rows.ts';
import { runBatch } from './run.ts';
import { Store } from './store.ts';

/** How a course is graded. */
export interface CourseOptions {
  readonly out: string;
  readonly terms: Terms;
  readonly jobs: number;
  /** Ids of the only students to be graded now; the others keep what they have. */
  readonly students?: readonly string[] | undefined;
  /** True to grade again what has a result. */
  readonly again?: boolean;
  /** True to keep the traces of what fails; a result that is there without them is kept as it is. */
  readonly traces?: boolean;
  /** Makes what grades one submission; asked when there is something to grade. */
  readonly grader: () => Promise<(task: SourceTask, slot: number) => Promise<Outcome>>;
  /** Told how many there are to grade, and of each that it has ended. */
  readonly onStart?: (total: number, known: number) => void;
  readonly onEnded?: (outcome: Outcome, task: SourceTask) => void;
  readonly signal: AbortSignal;
}

/** Where grade:all keeps what it needs: sources as they were graded, and results by their key. */
export const placesIn = (out: string) => ({
  staging: join(out, 'submissions'),
  results: join(out, 'results'),
  sources: join(out, 'submissions.json'),
});

/**
 * Grades all that was taken, and returns the rows of the course. What has a result keeps it, so a
 * batch that was killed goes on where it was.
 * @throws UsageError when a student is asked for who has no submission.
 */
export async function gradeCourse(intake: Intake, options: CourseOptions): Promise<CourseRow[]> {
  const { out, terms, again = false, traces = false, onStart, onEnded, signal } = options;
  await mkdir(out, { recursive: true });
  const store = await Store.open(placesIn(out).results);
  const entries = planned(intake.taken, terms);
  const asked = tasksOf(chosen(entries, options.students));
  const missing: SourceTask[] = [];
  for (const task of asked) {
    if (again) await store.forget(task.key);
    if (again || (await store.read(task.key)) === undefined) missing.push({ ...task, traces });
  }
  onStart?.(missing.length, asked.length - missing.length);
  await writeJson(sourcesOf(entries, out), placesIn(out).sources);
  let failed: ReadonlyMap<string, Message> = new Map();
  if (missing.length > 0) {
    const gradeOne = await options.grader();
    const { jobs } = options;
    const ended = (task: SourceTask, outcome: Outcome): void => onEnded?.(outcome, task);
    failed = await runBatch(missing, { store, jobs, gradeOne, onEnded: ended, signal });
  }
  return rowsOf({ intake, entries, terms, resultOf: (key) => store.read(key), failed });
}

function chosen(entries: readonly Entry[], students: readonly string[] | undefined): Entry[] {
  if (students === undefined) return [...entries];
  const known = new Set(entries.map(({ taken }) => taken.student.id));
  const unknown = students.filter((id) => !known.has(id));
  if (unknown.length === 0) {
    return entries.filter(({ taken }) => students.includes(taken.student.id));
  }
  throw new UsageError(t`--students: nothing was handed in by ${unknown}`);
}

/** Which file holds whose source, and which result is whose: for those who look closer. */
function sourcesOf(entries: readonly Entry[], out: string): object[] {
  return entries.flatMap(({ taken: { student, attempt, file, sha256 }, task }) =>
    file === undefined
      ? []
      : [
          {
            student: student.id,
            attempt: attempt.number,
            file: relative(out, file).split(sep).join('/'),
            sha256,
            ...(task === undefined ? {} : { result: task.key }),
          },
        ],
  );
}
