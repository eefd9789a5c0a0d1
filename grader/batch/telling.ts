/** What a batch tells a person before it grades, and when it has. */
import { join } from 'node:path';
import { duration } from '../report/counter.ts';
import { plain } from '../report/plain.ts';
import type { CourseRow } from '../score/course.ts';
import type { Intake } from '../submission/intake-types.ts';
import type { Say } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';
import type { Terms } from './plan.ts';

/** Of what was skipped, or not graded, so many are shown; files tell the rest. */
const SHOWN = 10;

/** What was found in a download, and how it is graded. @param file where all that was skipped is. */
export function foundText(found: Intake, terms: Terms, file: string, say: Say): string {
  const { missing, skipped } = found;
  const lines = [say(headOf(found, terms))];
  if (missing.length > 0) lines.push(say(t`${missing.length} on the roster handed in nothing`));
  if (skipped.length > 0) lines.push(say(t`${skipped.length} skipped:`));
  for (const one of skipped.slice(0, SHOWN)) {
    const { path, why } = { path: plain(one.path), why: plain(say(saidIn(one, 'why'))) };
    lines.push(`  ${say(t`${path}: ${why}`)}`);
  }
  if (skipped.length > SHOWN) lines.push(`  ${say(t`… all in ${file}`)}`);
  return lines.join('\n');
}

function headOf({ taken, layout }: Intake, { tier, chance }: Terms): Said {
  const students = new Set(taken.map(({ student }) => student.id)).size;
  return 'seed' in chance
    ? t`${taken.length} submissions of ${students} students, layout ${layout}, sandbox ${tier}, seed
        ${chance.seed}`
    : t`${taken.length} submissions of ${students} students, layout ${layout}, sandbox ${tier}, seeds
        from the secret`;
}

/** What became of a course. */
export function endText(rows: readonly CourseRow[], out: string, tookMs: number, say: Say): string {
  const undecided = rows.filter(({ status }) => status === 'not-graded');
  const decided = rows.filter(({ status }) => status === 'graded').length;
  const lines = [say(t`${decided} graded in ${duration(tookMs)}: ${join(out, 'grades.csv')}`)];
  if (undecided.length === 0) return lines.join('\n');
  lines.push(say(t`${undecided.length} not graded, through no fault of theirs:`));
  for (const row of undecided.slice(0, SHOWN)) {
    const why = plain(say(saidIn(row, 'reason')));
    lines.push(`  ${say(t`${plain(row.student.id)}: ${why}`)}`);
  }
  return [...lines, say(t`Run the same command again: what is graded is kept.`)].join('\n');
}
