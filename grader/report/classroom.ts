import type { ClassroomResult } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, t } from '../text/text.ts';
import { tell } from '../text/told.ts';
import { oneLine, withoutCommands } from './escape.ts';
import { FILE, isUndecided, repeatCommand, told, toldProblem } from './told.ts';

const STATUS = { passed: 'pass', failed: 'fail', blocked: 'fail', error: 'error' } as const;

/** What GitHub Classroom's reporter reads. It prints the messages into the log of the workflow. */
export function classroom(result: Result, say: Say = english): ClassroomResult {
  const { score, maxScore, seed, scenarios } = result;
  const verdict = score === maxScore ? 'pass' : 'fail';
  const problem = toldProblem(result, say);
  const all = scenarios.map((scenario) => testOf(scenario, seed, say));
  return {
    version: 1,
    status: isUndecided(result) ? 'error' : verdict,
    max_score: maxScore,
    tests: problem === '' ? all : [problemTest(result, problem, say), ...all],
  };
}

/** The line for `$GITHUB_OUTPUT`: the step output `result`, in base64. */
export function classroomOutput(result: Result, say: Say = english): string {
  return `result=${Buffer.from(JSON.stringify(classroom(result, say))).toString('base64')}\n`;
}

function testOf(
  scenario: ScenarioResult,
  seed: string,
  say: Say,
): ClassroomResult['tests'][number] {
  const { id, status, score, durationMs, cause } = scenario;
  return {
    name: withoutCommands(oneLine(say(t`${id}, ${tell(say, scenario, 'story')}`))),
    status: STATUS[status],
    score,
    message: withoutCommands(told(scenario, say)),
    test_code: repeatCommand(id, seed),
    filename: FILE,
    line_no: cause?.location?.line ?? 0,
    duration: durationMs,
  };
}

function problemTest(
  { problem }: Result,
  message: string,
  say: Say,
): ClassroomResult['tests'][number] {
  return {
    name: say(t`the submission builds and starts`),
    status: 'fail',
    score: 0,
    message: withoutCommands(message),
    test_code: 'npm run grade',
    filename: FILE,
    line_no: problem?.location?.line ?? 0,
    duration: 0,
  };
}
