import type { GradescopeResults } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
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
export function gradescopeFirst(): GradescopeResults {
  const output =
    'This submission could not be graded yet: the grader did not come to an end. ' +
    'Nothing was judged. Submit it again, or tell your instructor.';
  return { score: 0, output, ...AS_TEXT, tests: [] };
}

/** `results.json` while scenarios are being played: what is there already, and that more is to come. */
export function gradescopeSoFar(
  ended: readonly ScenarioResult[],
  total: number,
): GradescopeResults {
  const output =
    `Not graded to the end: ${ended.length} of ${total} scenarios were played. ` +
    'Submit it again, or tell your instructor.';
  const score = ended.reduce((points, scenario) => points + scenario.score, 0);
  return { score, output, ...AS_TEXT, tests: ended.map(testOf) };
}

/** `results.json` of a submission. */
export function gradescope(result: Result): GradescopeResults {
  const { score, durationMs, kit, seed, sandbox, node, scenarios } = result;
  return {
    score,
    execution_time: durationMs / 1_000,
    output: toldOfAll(result),
    ...AS_TEXT,
    extra_data: { kit, seed, sandbox, node },
    tests: scenarios.map(testOf),
  };
}

function testOf(scenario: ScenarioResult, index: number) {
  const { id, group, story, status, score, maxScore } = scenario;
  const test = {
    score,
    max_score: maxScore,
    name: oneLine(`${id}: ${story}`),
    number: String(index + 1),
    output: told(scenario),
    tags: [oneLine(group)],
  };
  // What the machine could not decide is neither passed nor failed.
  if (status === 'error') return test;
  const verdict: 'passed' | 'failed' = status === 'passed' ? 'passed' : 'failed';
  return { ...test, status: verdict };
}
