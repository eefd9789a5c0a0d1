import type { Advice, Labelled } from '../report/advice.ts';
import type { Failed } from '../report/fold.ts';
import { listOf } from '../report/list.ts';
import { FILE } from '../report/told.ts';
import { RULES, type Rule, type RuleCode } from '../scenes/rules.ts';
import type { Problem } from '../score/result.ts';
import { type Language, sayIn } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import { tell } from '../text/told.ts';
import { HINTS } from './hints.ts';
import { PROBLEM_HINTS } from './problems.ts';
import { handoutPath, paperText } from './sections.ts';

export const HINT_LEVELS = [1, 2, 3] as const;
export type HintLevel = (typeof HINT_LEVELS)[number];

/** What a report says of failures up to a level of hints. */
export function adviceAt(level: HintLevel, language: Language): Advice {
  return {
    // The rule is a hint of the second level; what the scenario does is a fact.
    title: ({ cause, story, told }) =>
      level === 1
        ? tell(sayIn(language), { story, told }, 'story')
        : (ruleOf(cause.code)?.rule ?? cause.rule),
    onFailure: (failed) => failureHints(failed, level, language),
    onProblem: (problem) => problemHints(problem, level, language),
  };
}

/** How the next level is asked for; what else there is, at the last one. */
export function moreHints(level: HintLevel): Said {
  if (level === 1) return t`More: --hint 2 adds the rule that is broken, and why it exists.`;
  if (level === 2) return t`More: --hint 3 adds where to look, and where to read about it.`;
  return t`These are all hints. To see what a scenario does: npm run explain -- <scenario>`;
}

function failureHints({ cause }: Failed, level: HintLevel, language: Language): Labelled[] {
  const code = codeOf(cause.code);
  if (code === undefined) return [[t`hint`, tell(sayIn(language), cause, 'help')]];
  const { question, compare, handout, paper } = HINTS[code];
  const { rationale, help, functions }: Rule = RULES[code];
  const labelled: Labelled[] = [[t`think`, question]];
  if (level >= 2) labelled.push([t`why`, rationale]);
  if (level < 3) return labelled;
  const { location } = cause;
  const place = location === undefined ? [] : [`${FILE}:${location.line}`];
  labelled.push([t`look at`, listOf([...functions, ...place])]);
  if (compare.length > 0) labelled.push([t`compare`, listOf(compare)]);
  labelled.push([t`hint`, help], [t`read`, handoutPath(handout, language), paperText(paper)]);
  return labelled;
}

function problemHints(problem: Problem, level: HintLevel, language: Language): Labelled[] {
  const { question, why, handout } = PROBLEM_HINTS[problem.code];
  const labelled: Labelled[] = [[t`think`, question]];
  if (level >= 2) labelled.push([t`why`, why]);
  if (level < 3) return labelled;
  const help = tell(sayIn(language), problem, 'help');
  labelled.push([t`hint`, help], [t`read`, handoutPath(handout, language)]);
  return labelled;
}

/** A rule by its code; none for the code of a grader of another version. */
function ruleOf(code: string): Rule | undefined {
  const known = codeOf(code);
  return known === undefined ? undefined : RULES[known];
}

/** The code when it is one of ours. */
export function codeOf(code: string): RuleCode | undefined {
  return Object.hasOwn(RULES, code) ? (code as RuleCode) : undefined;
}
