import type { CourseRow } from '../../score/course.ts';
import { lateMark } from '../../score/late.ts';
import { statisticsOf } from '../../score/statistics.ts';
import { markdownText, oneLine } from '../escape.ts';
import { histogramText } from './statistics-text.ts';

/** Lines of the table of students: GitHub shows a summary of up to 1 MB. */
const MAX_STUDENTS = 1_000;

/** `summary.md`: a course at a glance, in Markdown; also fit for a step summary of GitHub. */
export function summaryMarkdown(rows: readonly CourseRow[], notes: readonly string[]): string {
  const statistics = statisticsOf(rows);
  const { students, graded, missing, notGraded, maxScore, mean, median } = statistics;
  const { standardDeviation, scenarios } = statistics;
  const blocks = [
    '# PBFT lab: results of the course',
    table(
      ['students', 'graded', 'handed in nothing', 'not graded', 'mean', 'median', 'sd', 'of'],
      [[students, graded, missing, notGraded, mean, median, standardDeviation, maxScore]],
    ),
  ];
  if (graded > 0) blocks.push(`\`\`\`text\n${histogramText(statistics)}\n\`\`\``);
  blocks.push(...[...lateNotes(rows), ...notes].map((note) => `Note: ${markdownText(note)}`));
  blocks.push('## Students', studentTable(rows));
  if (rows.length > MAX_STUDENTS) {
    blocks.push(`… and ${rows.length - MAX_STUDENTS} lines more: see grades.csv`);
  }
  if (scenarios.length > 0) {
    const head = [
      'scenario',
      'passed',
      'failed',
      'blocked',
      'undecided',
      'share',
      'discrimination',
    ];
    const lines = scenarios.map((one) => {
      const { id, passed, failed, blocked, undecided, sharePassed, discrimination } = one;
      return [oneLine(id), passed, failed, blocked, undecided, sharePassed, discrimination];
    });
    blocks.push('## Scenarios', table(head, lines));
  }
  return `${blocks.join('\n\n')}\n`;
}

/**
 * What a late policy cannot judge, for people. Empty when it can judge all.
 * @param policed whether a policy was asked for: then a time that is missing is worth a note too.
 */
export function lateNotes(rows: readonly CourseRow[], policed = false): string[] {
  const notes: string[] = [];
  const marked = rows.filter((row) => lateMark(row) === 'unknown').length;
  if (marked > 0) {
    const told = `${count(marked)} marked late, and no time of submission is known`;
    notes.push(`${told}: no late policy can judge that, the score stays`);
  }
  const silent = rows.filter(({ attempt }) => {
    return attempt !== undefined && attempt.submittedAt === undefined && attempt.late !== true;
  }).length;
  if (policed && silent > 0) notes.push(`${count(silent)} without a time of submission: on time`);
  return notes;
}

function count(attempts: number): string {
  return attempts === 1 ? '1 attempt is' : `${attempts} attempts are`;
}

function studentTable(rows: readonly CourseRow[]): string {
  const lines = rows.slice(0, MAX_STUDENTS).map((row) => {
    const { student, status, score, maxScore, attempt, result, reason, lateness } = row;
    const points = score === null ? '' : `${score}/${maxScore}`;
    const which =
      attempt === undefined || attempt.of === 1 ? '' : `${attempt.number}/${attempt.of}`;
    const late = lateness === undefined ? '' : `${lateness.days} d, −${lateness.deducted}`;
    return [student.id, student.name ?? '', which, status, points, late, aboutOf(result, reason)];
  });
  return table(['student', 'name', 'attempt', 'status', 'points', 'late', 'about'], lines);
}

function aboutOf(result: CourseRow['result'], reason: string | undefined): string {
  if (reason !== undefined) return oneLine(reason);
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
