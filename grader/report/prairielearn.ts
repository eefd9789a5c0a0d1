import type { PrairieLearnResults } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import { oneLine } from './escape.ts';
import { isUndecided, told, toldOfAll, toldProblem } from './told.ts';

/** Larger results are refused by PrairieLearn. */
export const PRAIRIELEARN_MAX_BYTES = 1_000_000;

/**
 * `/grade/results/results.json`. What does not build, and what the machine could not decide, is not
 * gradable: that costs the student no attempt.
 */
export function prairielearn(result: Result): PrairieLearnResults {
  const { score, maxScore, scenarios } = result;
  const errors: string[] = [];
  const problem = toldProblem(result);
  if (problem !== '') errors.push(problem);
  if (isUndecided(result)) errors.push('The machine could not decide all of it: submit it again.');
  return {
    gradable: errors.length === 0,
    score: maxScore === 0 ? 0 : score / maxScore,
    ...(errors.length === 0 ? {} : { format_errors: errors }),
    message: `Score ${score}/${maxScore}`,
    output: toldOfAll(result),
    tests: scenarios.map(testOf),
  };
}

function testOf(scenario: ScenarioResult): PrairieLearnResults['tests'][number] {
  const { id, story, status, score, maxScore } = scenario;
  return {
    name: oneLine(id),
    description: oneLine(story),
    points: score,
    max_points: maxScore,
    message: status,
    output: told(scenario),
  };
}
