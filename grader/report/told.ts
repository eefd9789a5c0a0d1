/** What is told about a result where others show it: plain text, escaped, and bounded. */
import type { Problem, Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, type Message, t } from '../text/text.ts';
import { tell, tellAll } from '../text/told.ts';
import { oneLine, shown } from './escape.ts';
import { listOf } from './list.ts';

/** Steps of a failure that are told: the first ones set the scene, the last ones decide. */
const STEPS = { first: 3, last: 9 };
/** Longest text about one scenario. */
const MAX_TOLD_CHARS = 4_000;
/** Notes that are told: a submission may bring many files. */
const MAX_NOTES = 20;
/** The student's file, as reports name it. */
export const FILE = 'zpbft/server.ts';

/** About one scenario; empty when it passed. */
export function told(scenario: ScenarioResult, say: Say = english): string {
  const { status, blockedBy = [], cause } = scenario;
  if (status === 'blocked') {
    return say(t`Not played, since this did not pass: ${blockedBy.map(oneLine)}.`);
  }
  if (status === 'error') {
    const error = oneLine(tell(say, scenario, 'error'));
    return say(t`Not graded: the machine could not decide it (${error}). Grade again.`);
  }
  if (cause === undefined) return '';
  const { functions, location } = cause;
  const line = location === undefined ? [] : [t`${FILE} line ${location.line}`];
  const text = [
    lines(tell(say, cause, 'rule')),
    say(t`Why: ${lines(tell(say, cause, 'rationale'))}`),
    ...stepsOf(tellAll(say, cause, 'sent'), say),
    say(t`Expected: ${lines(tell(say, cause, 'expected'))}`),
    say(t`Seen: ${lines(tell(say, cause, 'actual'))}`),
    say(t`Look at: ${listOf([...functions.map(oneLine), ...line])}`),
    say(t`Hint: ${lines(tell(say, cause, 'help'))}`),
  ].join('\n');
  return text.length <= MAX_TOLD_CHARS ? text : shorten(text);
}

/** Why nothing could be played; empty when something could. */
export function toldProblem({ problem }: Result, say: Say = english): string {
  if (problem === undefined) return '';
  const { code, location } = problem;
  return [
    say(t`${code}: ${lines(tell(say, problem, 'message'))}`),
    ...(location === undefined ? [] : [say(placeOf(location))]),
    say(t`Hint: ${lines(tell(say, problem, 'help'))}`),
  ].join('\n');
}

/** In one sentence, for places that have no more room. */
export function toldShort(scenario: ScenarioResult, say: Say = english): string {
  const { cause } = scenario;
  return cause === undefined ? told(scenario, say) : oneLine(tell(say, cause, 'rule'));
}

/** What the reader of the whole should know: the problem, what was not graded, the notes. */
export function toldOfAll(result: Result, say: Say = english): string {
  const { score, maxScore, seed, scenarios } = result;
  const notes = tellAll(say, result, 'notes');
  const undecided = scenarios.filter(({ status }) => status === 'error').length;
  return [
    toldProblem(result, say),
    say(t`Score ${score}/${maxScore}, seed ${oneLine(seed)}`),
    undecided === 0 ? '' : say(undecidedOf(undecided)),
    ...notes.slice(0, MAX_NOTES).map((note) => say(t`Note: ${oneLine(note)}`)),
    notes.length > MAX_NOTES ? say(t`… and ${notes.length - MAX_NOTES} notes more`) : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function undecidedOf(count: number): Message {
  return count === 1
    ? t`${count} scenario was not graded, the machine could not decide: grade again before the
        score is used.`
    : t`${count} scenarios were not graded, the machine could not decide: grade again before the
        score is used.`;
}

/** The command that plays one scenario again with the same choices. */
export function repeatCommand(id: string, seed: string): string {
  return `npm run grade -- --only ${oneLine(id)} --seed ${oneLine(seed)}`;
}

/** True when the machine or the grader left something open: then no score is final. */
export function isUndecided({ scenarios }: Result): boolean {
  return scenarios.some(({ status }) => status === 'error');
}

function placeOf({ file, line, column, lineText }: NonNullable<Problem['location']>): Message {
  const path = oneLine(file);
  const where =
    column === undefined ? t`${path} line ${line}` : t`${path} line ${line}, column ${column}`;
  return t`Where: ${lineText === undefined ? where : t`${where}, ${oneLine(lineText)}`}`;
}

function stepsOf(sent: readonly string[], say: Say): string[] {
  const { first, last } = STEPS;
  const steps = sent.map((step) => say(t`Sent: ${lines(step)}`));
  if (steps.length <= first + last) return steps;
  const left = say(t`… ${steps.length - first - last} steps more …`);
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
