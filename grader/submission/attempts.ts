import type { Attempt, Student } from '../score/course.ts';
import type { WhichAttempt } from './intake-types.ts';
import type { Handed } from './layouts/view.ts';

/** One attempt of one student; what a group handed in is one for each of them. */
export interface Tried {
  readonly student: Student;
  readonly attempt: Attempt;
  readonly handed: Handed;
}

const byId = new Intl.Collator('en', { numeric: true });

/** The order of students everywhere: by id, numbers in it as numbers. */
export function compareIds(a: Student, b: Student): number {
  return byId.compare(a.id, b.id) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** The attempts that count, students in the order of their ids, attempts oldest first. */
export function chooseAttempts(all: readonly Handed[], which: WhichAttempt): Tried[] {
  const students = new Map<string, { student: Student; handed: Handed }[]>();
  for (const handed of all) {
    for (const student of handed.students) {
      const { id } = student;
      students.set(id, [...(students.get(id) ?? []), { student, handed }]);
    }
  }
  return [...students.values()]
    .map((tries) => numbered(tries.sort((a, b) => inTime(a.handed, b.handed))))
    .flatMap((tried) => chosen(tried, which))
    .sort((a, b) => compareIds(a.student, b.student)); // stable: attempts stay in order
}

function chosen(tried: readonly Tried[], which: WhichAttempt): readonly Tried[] {
  if (which === 'last') return tried.slice(-1);
  return which === 'first' ? tried.slice(0, 1) : tried;
}

function inTime(a: Handed, b: Handed): number {
  const [timeA, timeB] = [a, b].map(({ submittedAt }) => Date.parse(submittedAt ?? ''));
  // A time that is missing makes this NaN.
  const apart = (timeA ?? Number.NaN) - (timeB ?? Number.NaN);
  return apart || a.order - b.order || (a.from < b.from ? -1 : 1);
}

function numbered(tries: readonly { student: Student; handed: Handed }[]): Tried[] {
  return tries.map(({ student, handed }, index) => {
    const { from, submittedAt, late } = handed;
    return {
      student,
      handed,
      attempt: {
        number: index + 1,
        of: tries.length,
        from,
        ...(submittedAt === undefined ? {} : { submittedAt }),
        ...(late === undefined ? {} : { late }),
      },
    };
  });
}
