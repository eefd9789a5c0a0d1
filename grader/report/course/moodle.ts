import type { CourseRow } from '../../score/course.ts';
import { htmlText, oneLine } from '../escape.ts';
import { byCause } from '../fold.ts';
import { toldOfAll } from '../told.ts';
import type { Table } from './csv.ts';
import { type Filled, named, onScale, pointsIn, Students } from './match.ts';

const IDENTIFIER = 'Identifier';
const GRADE = 'Grade';
const FEEDBACK = 'Feedback comments';
/** Moodle says so where a grade is locked, or was changed in the gradebook itself. */
const LOCKED = 'no';
/** Broken rules that a comment tells. */
const MAX_RULES = 20;

/** True for the header of a grading worksheet that Moodle wrote, in English. */
export function isMoodle(header: readonly string[]): boolean {
  return header.includes(IDENTIFIER) && header.includes(GRADE);
}

/** Fills the grade, and the comment where the worksheet has one; all else stays as it is. */
export function fillMoodle([header = [], ...lines]: Table, rows: readonly CourseRow[]): Filled {
  const column = (title: string): number => header.indexOf(title);
  const [grade, feedback] = [column(GRADE), column(FEEDBACK)];
  const students = new Students(rows);
  const locked: string[] = [];
  const filled = lines.map((line) => {
    const at = (title: string): string => (column(title) < 0 ? '' : (line[column(title)] ?? ''));
    const identifier = at(IDENTIFIER);
    const name = at('Full name');
    const [number = ''] = /\d+$/.exec(identifier) ?? []; // of `Participant 1234`
    const known = {
      ids: [number, identifier, at('ID number'), at('Username')],
      emails: [at('Email address')],
      names: [name],
    };
    if (at('Grade can be changed').trim().toLowerCase() === LOCKED) {
      students.find(known);
      locked.push(name === '' ? identifier : name);
      return line;
    }
    const row = students.rowFor(known);
    if (row === undefined) return line;
    const most = pointsIn(at('Maximum Grade'));
    return line.map((cell, index) => {
      if (index === grade) return String(onScale(row, most));
      return index === feedback ? comment(row) : cell;
    });
  });
  const notes = students.notes();
  if (locked.length > 0) notes.push(`the grade cannot be changed, says Moodle: ${named(locked)}`);
  if (feedback < 0) notes.push(`there is no column "${FEEDBACK}": no comments`);
  return { table: [header, ...filled], notes };
}

/** Moodle takes a comment for HTML. */
function comment({ result, lateness, rawScore, score }: CourseRow): string {
  if (result === undefined) return 'Nothing was handed in.';
  const lines = [...toldOfAll(result).split('\n')];
  if (lateness !== undefined) {
    const { days, graceDays, deducted } = lateness;
    const grace = graceDays === 0 ? '' : `, ${graceDays} of them free`;
    lines.push(
      `Late by ${days === 1 ? '1 day' : `${days} days`}${grace}: ` +
        `${deducted} of ${rawScore} points taken off, ${score} left`,
    );
  }
  const rules = byCause(result.scenarios);
  for (const [{ id, cause }] of rules.slice(0, MAX_RULES)) {
    lines.push(`${oneLine(id)}: ${oneLine(cause.rule)}`);
  }
  if (rules.length > MAX_RULES) lines.push(`… and ${rules.length - MAX_RULES} more broken rules`);
  return lines.map(htmlText).join('<br>');
}
