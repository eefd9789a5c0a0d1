import type { GradescopeResults } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, t } from '../text/text.ts';
import { tell } from '../text/told.ts';
import { oneLine } from './escape.ts';
import { told, toldOfAll } from './told.ts';

/** All is text, so that Gradescope escapes it, and all is visible: one hidden test hides the sum. */
const AS_TEXT = {
  output_format: 'text',
  test_output_format: 'text',
  test_name_format: 'text',
  visibility: 'visible',
  stdout_visibility: 'visible',
} as const;

/** `results.json` before anything was graded: Gradescope may stop a grade at any moment. */
export function gradescopeFirst(say: Say = english): GradescopeResults {
  const output = say(t`This submission could not be graded yet: the grader did not come to an end.
    Nothing was judged. Submit it again, or tell your instructor.`);
  return { score: 0, output, ...AS_TEXT, tests: [] };
}

/** `results.json` while scenarios are being played: what is there already, and that more is to come. */
export function gradescopeSoFar(
  ended: readonly ScenarioResult[],
  total: number,
  say: Say = english,
): GradescopeResults {
  const output = say(t`Not graded to the end: ${ended.length} of ${total} scenarios were played.
    Submit it again, or tell your instructor.`);
  const score = ended.reduce((points, scenario) => points + scenario.score, 0);
  return { score, output, ...AS_TEXT, tests: testsOf(ended, say) };
}

/** `results.json` of a submission. */
export function gradescope(result: Result, say: Say = english): GradescopeResults {
  const { score, durationMs, kit, seed, sandbox, node, scenarios } = result;
  return {
    score,
    execution_time: durationMs / 1_000,
    output: toldOfAll(result, say),
    ...AS_TEXT,
    extra_data: { kit, seed, sandbox, node },
    tests: testsOf(scenarios, say),
  };
}

function testsOf(scenarios: readonly ScenarioResult[], say: Say) {
  return scenarios.map((scenario, index) => testOf(scenario, index, say));
}

function testOf(scenario: ScenarioResult, index: number, say: Say) {
  const { id, group, status, score, maxScore } = scenario;
  const test = {
    score,
    max_score: maxScore,
    name: oneLine(say(t`${id}: ${tell(say, scenario, 'story')}`)),
    number: String(index + 1),
    output: told(scenario, say),
    tags: [oneLine(group)],
  };
  // What the machine could not decide is neither passed nor failed.
  if (status === 'error') return test;
  const verdict: 'passed' | 'failed' = status === 'passed' ? 'passed' : 'failed';
  return { ...test, status: verdict };
}
