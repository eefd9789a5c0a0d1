import { GraderBug } from '../../errors.ts';
import type { CourseRow } from '../../score/course.ts';
import { withNotes } from '../../score/notes.ts';
import type { Result, ScenarioResult } from '../../score/result.ts';
import { isLive } from '../../screen.ts';
import { type Language, sayIn } from '../../text/language.ts';
import { type Message, t } from '../../text/text.ts';
import { Bar } from '../bar.ts';
import { htmlReport } from '../html/report.ts';
import { repeatCommand } from '../told.ts';
import { titlesIn } from './facts.ts';
import { writePages } from './pages.ts';

/** Reads the stored result of a row; undefined when there is none. */
export type StoredResult = (row: CourseRow) => Promise<Result | undefined>;

/** How the pages of students are made. */
export interface StudentsOptions {
  readonly stored: StoredResult | undefined;
  readonly language: Language;
  readonly say: (line: string) => void;
}

/** Writes a page for each submission that was graded, and shows how far that is. */
export async function writeStudents(
  out: string,
  rows: readonly CourseRow[],
  { stored, language, say }: StudentsOptions,
): Promise<void> {
  const groups = await titlesIn(out);
  let bar: Bar | undefined;
  try {
    await writePages(out, rows, {
      pageOf: async (row) => {
        const result = resultFor(row, await stored?.(row));
        const repeat = (scenario: string): string => repeatCommand(scenario, result.seed);
        return htmlReport(result, { language, repeat, groups });
      },
      onStart: (total) => {
        if (total === 0) return;
        const things = t`pages written`;
        bar = new Bar({ total, things, live: isLive(), write: say, say: sayIn(language) });
      },
      onWritten: () => bar?.ended(),
    });
  } finally {
    bar?.stop();
  }
}

/**
 * What the page of a row is made of: its result under the student's name.
 * @param stored the same with the traces that were kept; they only add drawings.
 */
export function resultFor(row: CourseRow, stored: Result | undefined): Result {
  const { student, result } = row;
  if (result === undefined) throw new GraderBug(`${student.id} has no result to make a page of`);
  const id = student.name === undefined ? student.id : `${student.name} (${student.id})`;
  const submission = { ...result.submission, id };
  const scenarios = withTraces(result.scenarios, stored?.scenarios ?? []);
  const page = { ...result, submission, scenarios };
  return withNotes(page, notesOn(page, stored));
}

/** The same scenarios, with the traces that were kept of them. */
function withTraces(
  scenarios: readonly ScenarioResult[],
  stored: readonly ScenarioResult[],
): ScenarioResult[] {
  const kept = new Map(stored.map(({ id, traces }) => [id, traces]));
  return scenarios.map((scenario) => {
    const traces = scenario.traces ?? kept.get(scenario.id);
    return traces === undefined ? scenario : { ...scenario, traces };
  });
}

/** Where drawings are missing, and how to get them: of traces that found no room the hash was kept. */
function notesOn({ seed, scenarios }: Result, stored: Result | undefined): Message[] {
  const hashed = new Set(
    (stored?.scenarios ?? []).flatMap(({ id, traceHash }) => (traceHash === undefined ? [] : [id])),
  );
  const bare = scenarios.filter(
    ({ status, traces }) => status === 'failed' && traces === undefined,
  );
  const dropped = bare.flatMap(({ id }) => (hashed.has(id) ? [id] : []));
  const command = `npm run grade -- --seed ${seed} --html report.html`;
  return [
    ...(dropped.length === 0
      ? []
      : [t`messages were too many to be kept, so there is no drawing here: ${dropped}`]),
    ...(bare.length === 0 ? [] : [t`this draws what has no drawing here: ${command}`]),
  ];
}
