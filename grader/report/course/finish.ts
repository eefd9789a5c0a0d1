/** What every command that ends with the reports of a course offers, and does. */
import type { Command } from 'commander';
import { typed } from '../../ending.ts';
import { bestOf } from '../../score/attempts.ts';
import type { CourseRow } from '../../score/course.ts';
import { withLatePolicy } from '../../score/late.ts';
import { plain } from '../plain.ts';
import { type LateFlags, lateOptions, withLateOptions } from './late-options.ts';
import { statisticsText } from './statistics-text.ts';
import { lateNotes } from './summary.ts';
import { checkGradebooks, writeReports } from './write.ts';

/** What {@link withReportOptions} reads. */
export interface ReportFlags extends LateFlags {
  readonly gradebook?: string[];
  readonly bom?: boolean;
}

/** Adds the options of gradebooks and of the late policy to a command. */
export function withReportOptions(command: Command): Command {
  return withLateOptions(
    command
      .option(
        '--gradebook <csv>',
        'fill in a Canvas template (<csv>#<number> for one of several assignments) or a Moodle ' +
          'worksheet; may be repeated',
        (file: string, files: string[] = []) => [...files, file],
      )
      .option('--bom', 'begin grades.csv with a byte order mark, which spreadsheets ask for'),
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
 * Applies the late policy, writes all files of a course, and tells its statistics.
 * @param isBest true to keep the best attempt of each student only, by the score after the policy.
 */
export async function finishCourse(
  out: string,
  known: readonly CourseRow[],
  { flags, isBest = false }: { readonly flags: ReportFlags; readonly isBest?: boolean },
  say: (line: string) => void,
): Promise<void> {
  const policy = lateOptions(flags);
  const policed = policy === undefined ? known : withLatePolicy(known, policy);
  const rows = isBest ? bestOf(policed) : policed;
  const notes: string[] = [];
  const files = await writeReports(out, rows, {
    gradebook: gradebooksIn(flags),
    bom: flags.bom ?? false,
    onNote: (note) => notes.push(note),
  });
  say(`${statisticsText(rows)}\n`);
  const isPoliced = policy !== undefined && policy !== 'none';
  for (const note of [...lateNotes(rows, isPoliced), ...notes]) say(`note: ${plain(note)}`);
  for (const file of files) say(`wrote ${plain(file)}`);
}

function gradebooksIn({ gradebook = [] }: ReportFlags): string[] {
  return gradebook.map(typed);
}
