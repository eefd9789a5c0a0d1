import type { CourseRow } from '../../score/course.ts';
import { lateMark } from '../../score/late.ts';
import { statisticsOf } from '../../score/statistics.ts';
import type { Say } from '../../text/language.ts';
import { type Message, type Said, t } from '../../text/text.ts';
import { tell } from '../../text/told.ts';
import { markdownText, oneLine } from '../escape.ts';
import { COLUMNS, histogramText } from './statistics-text.ts';

/** Lines of the table of students: GitHub shows a summary of up to 1 MB. */
const MAX_STUDENTS = 1_000;

/** What became of an attempt, for people. */
const STATUS: Readonly<Record<CourseRow['status'], Said>> = {
  graded: t`graded`,
  'not-graded': t`not-graded`,
  missing: t`missing`,
};

/** `summary.md`: a course at a glance, in Markdown; also fit for a step summary of GitHub. */
export function summaryMarkdown(
  rows: readonly CourseRow[],
  notes: readonly Message[],
  say: Say,
): string {
  const statistics = statisticsOf(rows);
  const { students, graded, missing, notGraded, maxScore, mean, median } = statistics;
  const { standardDeviation, scenarios } = statistics;
  const head = [t`students`, t`graded`, t`handed in nothing`, t`not graded`, t`mean`, t`median`];
  const blocks = [
    `# ${say(t`PBFT lab: results of the course`)}`,
    table([...head, t`sd`, t`of`].map(say), [
      [students, graded, missing, notGraded, mean, median, standardDeviation, maxScore],
    ]),
  ];
  if (graded > 0) blocks.push(`\`\`\`text\n${histogramText(statistics)}\n\`\`\``);
  for (const note of [...lateNotes(rows), ...notes]) {
    blocks.push(say(t`Note: ${markdownText(say(note))}`));
  }
  blocks.push(`## ${say(t`Students`)}`, studentTable(rows, say));
  if (rows.length > MAX_STUDENTS) {
    blocks.push(say(t`… and ${rows.length - MAX_STUDENTS} lines more: see grades.csv`));
  }
  if (scenarios.length > 0) {
    const lines = scenarios.map((one) => {
      const { id, passed, failed, blocked, undecided, sharePassed, discrimination } = one;
      return [oneLine(id), passed, failed, blocked, undecided, sharePassed, discrimination];
    });
    const head = [t`scenario`, ...COLUMNS].map(say);
    blocks.push(`## ${say(t`Scenarios`)}`, table(head, lines));
  }
  return `${blocks.join('\n\n')}\n`;
}

/**
 * What a late policy cannot judge, for people. Empty when it can judge all.
 * @param policed whether a policy was asked for: then a time that is missing is worth a note too.
 */
export function lateNotes(rows: readonly CourseRow[], policed = false): Said[] {
  const notes: Said[] = [];
  const marked = rows.filter((row) => lateMark(row) === 'unknown').length;
  if (marked > 0) {
    notes.push(
      marked === 1
        ? t`${marked} attempt is marked late, and no time of submission is known: no late policy can
            judge that, the score stays`
        : t`${marked} attempts are marked late, and no time of submission is known: no late policy can
            judge that, the score stays`,
    );
  }
  const silent = rows.filter(({ attempt }) => {
    return attempt !== undefined && attempt.submittedAt === undefined && attempt.late !== true;
  }).length;
  if (policed && silent > 0) {
    notes.push(
      silent === 1
        ? t`${silent} attempt is without a time of submission: on time`
        : t`${silent} attempts are without a time of submission: on time`,
    );
  }
  return notes;
}

function studentTable(rows: readonly CourseRow[], say: Say): string {
  const lines = rows.slice(0, MAX_STUDENTS).map((row) => {
    const { student, status, score, maxScore, attempt, lateness } = row;
    const points = score === null ? '' : `${score}/${maxScore}`;
    const which =
      attempt === undefined || attempt.of === 1 ? '' : `${attempt.number}/${attempt.of}`;
    const late = lateness && say(t`${lateness.days} d, −${lateness.deducted}`);
    const name = student.name ?? '';
    return [student.id, name, which, say(STATUS[status]), points, late ?? '', aboutOf(row, say)];
  });
  const head = [t`student`, t`name`, t`attempt`, t`status`, t`points`, t`late`, t`about`];
  return table(head.map(say), lines);
}

function aboutOf(row: CourseRow, say: Say): string {
  const { result } = row;
  if (row.reason !== undefined) return oneLine(tell(say, row, 'reason'));
  if (result?.problem !== undefined) return result.problem.code;
  const failed = (result?.scenarios ?? []).filter(({ status }) => status === 'failed');
  return failed.map(({ id }) => id).join(', ');
}

function table(
  head: readonly string[],
  lines: readonly (readonly (string | number | null)[])[],
): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const text = (cell: string | number | null): string =>
    typeof cell === 'string' ? markdownText(oneLine(cell)) : String(cell ?? '');
  return [row(head), row(head.map(() => '---')), ...lines.map((line) => row(line.map(text)))].join(
    '\n',
  );
}
