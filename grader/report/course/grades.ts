import type { CourseRow } from '../../score/course.ts';
import { lateMark } from '../../score/late.ts';
import type { ScenarioResult } from '../../score/result.ts';
import type { Say } from '../../text/language.ts';
import { tell, tellAll } from '../../text/told.ts';
import { oneLine } from '../escape.ts';
import { csvText } from './csv.ts';

type Cell = string | number;

/** The columns of `grades.csv`, told to instructors in docs/en/instructor/gradebooks.md. */
const COLUMNS: Readonly<Record<string, (row: CourseRow, say: Say) => Cell | null | undefined>> = {
  id: ({ student }) => student.id,
  name: ({ student }) => student.name,
  email: ({ student }) => student.email,
  section: ({ student }) => student.section,
  status: ({ status }) => status,
  score: ({ score }) => score,
  max_score: ({ maxScore }) => maxScore,
  raw_score: ({ rawScore }) => rawScore,
  late: lateMark,
  late_days: ({ lateness }) => lateness?.days,
  grace_days: ({ lateness }) => lateness?.graceDays,
  deducted: ({ lateness }) => lateness?.deducted,
  submitted_at: ({ attempt }) => attempt?.submittedAt,
  attempt: ({ attempt }) => attempt?.number,
  attempts: ({ attempt }) => attempt?.of,
  from: ({ attempt }) => attempt?.from,
  problem: ({ result }, say) =>
    result?.problem && `${result.problem.code}: ${tell(say, result.problem, 'message')}`,
  passed: (row) => idsOf(row, 'passed').length,
  failed: (row) => idsOf(row, 'failed').join(' '),
  blocked: (row) => idsOf(row, 'blocked').join(' '),
  undecided: (row) => idsOf(row, 'error').join(' '),
  reason: (row, say) => tell(say, row, 'reason'),
  notes: ({ result }, say) => result && tellAll(say, result, 'notes').join('; '),
  sha256: ({ result }) => result?.submission.sha256,
  seed: ({ result }) => result?.seed,
};

/**
 * `grades.csv`: a line for each attempt, and for each student who has none. Its columns and statuses
 * are for programs, and the same in every language; sentences in it are said.
 */
export function gradesCsv(rows: readonly CourseRow[], bom: boolean, say: Say): string {
  const lines = rows.map((row) => Object.values(COLUMNS).map((column) => cell(column(row, say))));
  return csvText([Object.keys(COLUMNS), ...lines], { bom, escapeFormulas: true });
}

function idsOf({ result }: CourseRow, status: ScenarioResult['status']): string[] {
  return (result?.scenarios ?? []).filter((one) => one.status === status).map(({ id }) => id);
}

function cell(value: Cell | null | undefined): Cell {
  return typeof value === 'string' ? oneLine(value) : (value ?? '');
}
