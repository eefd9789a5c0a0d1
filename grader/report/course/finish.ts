/** What every command that ends with the reports of a course offers, and does. */
import type { Command } from 'commander';
import { typed } from '../../ending.ts';
import { bestOf } from '../../score/attempts.ts';
import type { CourseRow } from '../../score/course.ts';
import { withLatePolicy } from '../../score/late.ts';
import { sayIn, spoken, spokenLanguage } from '../../text/language.ts';
import { type Said, t } from '../../text/text.ts';
import { type StoredResult, writeStudents } from '../overview/students.ts';
import { writeOverview } from '../overview/write.ts';
import { plain } from '../plain.ts';
import { type LateFlags, lateOptions, withLateOptions } from './late-options.ts';
import { statisticsText } from './statistics-text.ts';
import { lateNotes } from './summary.ts';
import { checkGradebooks, writeReports } from './write.ts';

/** What {@link withReportOptions} reads. */
export interface ReportFlags extends LateFlags {
  readonly gradebook?: string[];
  readonly bom?: boolean;
  readonly reports?: boolean;
}

/** How a course is finished. */
export interface FinishOptions {
  readonly flags: ReportFlags;
  /** True to keep the best attempt of each student only, by the score after the late policy. */
  readonly isBest?: boolean;
  /** Reads the stored result of a row, which may hold traces; without it pages have no diagrams. */
  readonly stored?: StoredResult;
}

/** Adds the options of gradebooks and of the late policy to a command. */
export function withReportOptions(command: Command): Command {
  return withLateOptions(
    command
      .option(
        '--gradebook <csv>',
        spoken(t`fill in a Canvas template (<csv>#<number> for one of several assignments) or a
          Moodle worksheet; may be repeated`),
        (file: string, files: string[] = []) => [...files, file],
      )
      .option(
        '--bom',
        spoken(t`begin grades.csv with a byte order mark, which spreadsheets ask for`),
      )
      .option(
        '--reports',
        spoken(t`write a page for each submission too, which index.html links to`),
      ),
  );
}

/**
 * Finds what is wrong with the options before anything is graded for them.
 * @throws UsageError when they do not go together, or a gradebook cannot be filled.
 */
export async function checkReportFlags(flags: ReportFlags): Promise<void> {
  lateOptions(flags);
  await checkGradebooks(gradebooksIn(flags));
}

/**
 * Applies the late policy, writes all files of a course, its overview and, when asked for, the pages of
 * its students, and tells its statistics.
 */
export async function finishCourse(
  out: string,
  known: readonly CourseRow[],
  { flags, isBest = false, stored }: FinishOptions,
  write: (line: string) => void,
): Promise<void> {
  const policy = lateOptions(flags);
  const policed = policy === undefined ? known : withLatePolicy(known, policy);
  const rows = isBest ? bestOf(policed) : policed;
  const language = spokenLanguage();
  const say = sayIn(language);
  const notes: Said[] = [];
  const files = await writeReports(out, rows, {
    gradebook: gradebooksIn(flags),
    bom: flags.bom ?? false,
    onNote: (note) => notes.push(note),
    say,
  });
  write(`${statisticsText(rows, say)}\n`);
  const isPoliced = policy !== undefined && policy !== 'none';
  const allNotes = [...lateNotes(rows, isPoliced), ...notes].map((note) => plain(say(note)));
  for (const note of allNotes) write(say(t`note: ${note}`));
  if (flags.reports === true) await writeStudents(out, rows, { stored, language, say: write });
  const index = await writeOverview(out, rows, allNotes, language);
  for (const file of [...files, index]) write(say(t`wrote ${plain(file)}`));
}

function gradebooksIn({ gradebook = [] }: ReportFlags): string[] {
  return gradebook.map(typed);
}
