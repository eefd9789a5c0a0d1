import type { CourseRow, Lateness } from '../../score/course.ts';
import type { Say } from '../../text/language.ts';
import { type Said, t } from '../../text/text.ts';
import { tell } from '../../text/told.ts';
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
export function fillMoodle(
  [header = [], ...lines]: Table,
  rows: readonly CourseRow[],
  say: Say,
): Filled {
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
      return index === feedback ? comment(row, say) : cell;
    });
  });
  const notes = students.notes();
  if (locked.length > 0) notes.push(t`the grade cannot be changed, says Moodle: ${named(locked)}`);
  if (feedback < 0) notes.push(t`there is no column "${FEEDBACK}": no comments`);
  return { table: [header, ...filled], notes };
}

/** Moodle takes a comment for HTML. */
function comment({ result, lateness, rawScore, score }: CourseRow, say: Say): string {
  if (result === undefined) return htmlText(say(t`Nothing was handed in.`));
  const lines = [...toldOfAll(result, say).split('\n')];
  if (lateness !== undefined) {
    lines.push(
      say(t`${lateOf(lateness)}: ${lateness.deducted} of ${rawScore ?? 0} points taken off,
      ${score ?? 0} left`),
    );
  }
  const rules = byCause(result.scenarios);
  for (const [{ id, cause }] of rules.slice(0, MAX_RULES)) {
    lines.push(say(t`${oneLine(id)}: ${oneLine(tell(say, cause, 'rule'))}`));
  }
  if (rules.length > MAX_RULES) {
    lines.push(say(t`… and ${rules.length - MAX_RULES} more broken rules`));
  }
  return lines.map(htmlText).join('<br>');
}

function lateOf({ days, graceDays }: Lateness): Said {
  if (graceDays > 0) {
    return days === 1
      ? t`Late by ${days} day, ${graceDays} of them free`
      : t`Late by ${days} days, ${graceDays} of them free`;
  }
  return days === 1 ? t`Late by ${days} day` : t`Late by ${days} days`;
}
