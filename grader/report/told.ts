/** What is told about a result where others show it: plain text, escaped, and bounded. */
import type { Problem, Result, ScenarioResult } from '../score/result.ts';
import { oneLine, shown } from './escape.ts';

/** Steps of a failure that are told: the first ones set the scene, the last ones decide. */
const STEPS = { first: 3, last: 9 };
/** Longest text about one scenario. */
const MAX_TOLD_CHARS = 4_000;
/** Notes that are told: a submission may bring many files. */
const MAX_NOTES = 20;
/** The student's file, as reports name it. */
export const FILE = 'zpbft/server.ts';

/** About one scenario; empty when it passed. */
export function told(scenario: ScenarioResult): string {
  const { status, blockedBy = [], error = '', cause } = scenario;
  if (status === 'blocked') {
    return `Not played, since this did not pass: ${oneLine(blockedBy.join(', '))}.`;
  }
  if (status === 'error') {
    return `Not graded: the machine could not decide it (${oneLine(error)}). Grade again.`;
  }
  if (cause === undefined) return '';
  const { rule, rationale, sent, expected, actual, functions, help, location } = cause;
  const line = location === undefined ? '' : `, ${FILE} line ${location.line}`;
  const text = [
    lines(rule),
    `Why: ${lines(rationale)}`,
    ...stepsOf(sent),
    `Expected: ${lines(expected)}`,
    `Seen: ${lines(actual)}`,
    `Look at: ${oneLine(functions.join(', '))}${line}`,
    `Hint: ${lines(help)}`,
  ].join('\n');
  return text.length <= MAX_TOLD_CHARS ? text : shorten(text);
}

/** Why nothing could be played; empty when something could. */
export function toldProblem({ problem }: Result): string {
  if (problem === undefined) return '';
  const { code, message, help, location } = problem;
  const place = location === undefined ? [] : [placeOf(location)];
  return [`${code}: ${lines(message)}`, ...place, `Hint: ${lines(help)}`].join('\n');
}

/** In one sentence, for places that have no more room. */
export function toldShort(scenario: ScenarioResult): string {
  return scenario.cause === undefined ? told(scenario) : oneLine(scenario.cause.rule);
}

/** What the reader of the whole should know: the problem, what was not graded, the notes. */
export function toldOfAll(result: Result): string {
  const { score, maxScore, seed, scenarios, notes } = result;
  const undecided = scenarios.filter(({ status }) => status === 'error').length;
  const some = undecided === 1 ? '1 scenario was' : `${undecided} scenarios were`;
  return [
    toldProblem(result),
    `Score ${score}/${maxScore}, seed ${oneLine(seed)}`,
    undecided === 0
      ? ''
      : `${some} not graded, the machine could not decide: grade again before the score is used.`,
    ...notes.slice(0, MAX_NOTES).map((note) => `Note: ${oneLine(note)}`),
    notes.length > MAX_NOTES ? `… and ${notes.length - MAX_NOTES} notes more` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** The command that plays one scenario again with the same choices. */
export function repeatCommand(id: string, seed: string): string {
  return `npm run grade -- --only ${oneLine(id)} --seed ${oneLine(seed)}`;
}

/** True when the machine or the grader left something open: then no score is final. */
export function isUndecided({ scenarios }: Result): boolean {
  return scenarios.some(({ status }) => status === 'error');
}

function placeOf({ file, line, column, lineText }: NonNullable<Problem['location']>): string {
  const text = lineText === undefined ? '' : `, ${oneLine(lineText)}`;
  const where = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return `Where: ${oneLine(file)} ${where}${text}`;
}

function stepsOf(sent: readonly string[]): string[] {
  const { first, last } = STEPS;
  const steps = sent.map((step) => `Sent: ${lines(step)}`);
  if (steps.length <= first + last) return steps;
  const left = `… ${steps.length - first - last} steps more …`;
  return [...steps.slice(0, first), left, ...steps.slice(-last)];
}

/** Indented from the second line on: nobody writes a line of the report's own. */
function lines(text: string): string {
  return shown(text).replaceAll('\n', '\n  ');
}

/** Cut between characters: half of one is no text. */
function shorten(text: string): string {
  return `${text.slice(0, MAX_TOLD_CHARS).replace(/[\uD800-\uDBFF]$/, '')} …`;
}
