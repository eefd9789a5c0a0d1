import type { PrairieLearnResults } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, t } from '../text/text.ts';
import { tell } from '../text/told.ts';
import { oneLine } from './escape.ts';
import { isUndecided, told, toldOfAll, toldProblem } from './told.ts';

/** The status of a scenario in words. */
const STATUS = {
  passed: t`passed`,
  failed: t`failed`,
  blocked: t`blocked`,
  error: t`error`,
};

/** Larger results are refused by PrairieLearn. */
export const PRAIRIELEARN_MAX_BYTES = 1_000_000;

/**
 * `/grade/results/results.json`. What does not build, and what the machine could not decide, is not
 * gradable: that costs the student no attempt.
 */
export function prairielearn(result: Result, say: Say = english): PrairieLearnResults {
  const { score, maxScore, scenarios } = result;
  const errors: string[] = [];
  const problem = toldProblem(result, say);
  if (problem !== '') errors.push(problem);
  if (isUndecided(result)) {
    errors.push(say(t`The machine could not decide all of it: submit it again.`));
  }
  return {
    gradable: errors.length === 0,
    score: maxScore === 0 ? 0 : score / maxScore,
    ...(errors.length === 0 ? {} : { format_errors: errors }),
    message: say(t`Score ${score}/${maxScore}`),
    output: toldOfAll(result, say),
    tests: scenarios.map((scenario) => testOf(scenario, say)),
  };
}

function testOf(scenario: ScenarioResult, say: Say): PrairieLearnResults['tests'][number] {
  const { id, status, score, maxScore } = scenario;
  return {
    name: oneLine(id),
    description: oneLine(tell(say, scenario, 'story')),
    points: score,
    max_points: maxScore,
    message: say(STATUS[status]),
    output: told(scenario, say),
  };
}
