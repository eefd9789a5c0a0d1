import { type Asked, quoted } from '../report/terminal.ts';
import type { Result } from '../score/result.ts';
import { type Said, t } from '../text/text.ts';

/** How long to explore when all passes: longer than a grade does by itself. */
const EXPLORE_SECONDS = 60;
const REPEATS = 5;

/**
 * What to do when all passes; empty while something does not.
 * @param job `whole` is true when all scenarios of the rubric were played.
 */
export function nextSteps(
  { scenarios }: Pick<Result, 'scenarios'>,
  { asked, whole }: { readonly asked: Asked; readonly whole: boolean },
): Said[] {
  if (!scenarios.every(({ status }) => status === 'passed')) return [];
  const command = ['npm run grade --', ...(asked.path === 'starter' ? [] : [quoted(asked.path)])];
  const rubric = asked.rubric === undefined ? [] : [`--rubric ${quoted(asked.rubric)}`];
  const grade = (...flags: string[]): string => [...command, ...flags, ...rubric].join(' ');
  if (!whole) {
    const all = t`All that was asked for passes. Next, play all scenarios: ${grade('--watch')}`;
    return [all];
  }
  return [
    t`All ${scenarios.length} scenarios pass.`,
    t`Next: see whether it holds with other choices, ${grade(`--repeat ${REPEATS}`)}, and under more
      random schedules, ${grade('--only explore', `--explore ${EXPLORE_SECONDS}`)}. Then hand it in.`,
  ];
}
