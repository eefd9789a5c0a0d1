import { UsageError } from '../../errors.ts';
import type { CourseRow } from '../../score/course.ts';
import { t } from '../../text/text.ts';
import { oneLine } from '../escape.ts';
import type { Table } from './csv.ts';
import { type Filled, onScale, pointsIn, Students } from './match.ts';

/** An assignment's column: its title, and its number in brackets. */
const ASSIGNMENT = /\((\d+)\)$/;
const NAME = 'Student';
const IDS = ['ID', 'SIS User ID', 'SIS Login ID'];
const LOGIN = 'SIS Login ID';
const POINTS = 'points possible';

/** True for the header of a gradebook that Canvas exported. */
export function isCanvas(header: readonly string[]): boolean {
  return header[0] === NAME && header.includes('ID') && header.includes('Section');
}

/**
 * Fills the column of one assignment; all else stays as it is. Where the gradebook says how many
 * points are possible, scores are put on that scale.
 * @param assignment its number in brackets; may be left out when there is one only.
 * @throws UsageError when it is not clear which column is meant.
 */
export function fillCanvas(
  [header = [], ...lines]: Table,
  rows: readonly CourseRow[],
  assignment: string | undefined,
  name: string,
): Filled {
  const column = columnOf(header, assignment, name);
  const at = (line: readonly string[], title: string): string => {
    const index = header.indexOf(title);
    return index < 0 ? '' : (line[index] ?? '');
  };
  const points = lines.find((line) => line[0]?.trim().toLowerCase() === POINTS);
  const most = pointsIn(points?.[column]);
  const students = new Students(rows);
  const filled = lines.map((line) => {
    // Rows above the students say how an assignment is graded, and name no id.
    if (line === points || at(line, 'ID').trim() === '') return line;
    const ids = IDS.map((title) => at(line, title));
    const row = students.rowFor({ ids, emails: [at(line, LOGIN)], names: namesIn(line[0] ?? '') });
    if (row === undefined) return line;
    return line.map((cell, index) => (index === column ? String(onScale(row, most)) : cell));
  });
  return { table: [header, ...filled], notes: students.notes() };
}

function columnOf(header: readonly string[], wanted: string | undefined, name: string): number {
  const found = header.flatMap((title, index) => {
    const [, id] = ASSIGNMENT.exec(title.trim()) ?? [];
    return id === undefined ? [] : [{ index, id, title }];
  });
  const told = found.map(({ title }) => oneLine(title));
  const [only, ...others] = wanted === undefined ? found : found.filter(({ id }) => id === wanted);
  if (only === undefined) {
    const seen =
      told.length === 0 ? t`there is none, such as "PBFT lab (1234)"` : t`there are ${told}`;
    throw new UsageError(
      wanted === undefined
        ? t`${name}: expected a column of an assignment; ${seen}`
        : t`${name}: expected a column of an assignment with the number ${wanted}; ${seen}`,
    );
  }
  if (others.length === 0) return only.index;
  throw new UsageError(
    t`${name}: it has several assignments: ${told}. Say which, by its number:
      --gradebook ${name}#${only.id}`,
  );
}

/** Canvas puts the last name first, with a comma behind it. */
function namesIn(name: string): string[] {
  const [last = '', first] = name.split(',');
  return first === undefined ? [name] : [name, `${first.trim()} ${last.trim()}`];
}
