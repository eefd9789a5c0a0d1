import type { AutolabFeedback, AutolabScores } from '../score/formats.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english } from '../text/text.ts';
import { jsonLine, oneLine } from './escape.ts';
import { toldProblem, toldShort } from './told.ts';

/** Before it parses the scores Autolab rewrites what matches: `foo:` becomes `"foo":`. */
const REWRITTEN = /([a-zA-Z0-9]):/g;
/** The stage that says why nothing was played. */
const PROBLEM = 'submission';
const RESERVED = new Set(['_presentation', 'stages', '__proto__', PROBLEM]);

/** The last two lines of standard output: feedback as a table, and the scores. */
export function autolab(result: Result, say: Say = english): string {
  return `${jsonLine(autolabFeedback(result, say))}\n${jsonLine(autolabScores(result))}\n`;
}

/**
 * The last line. Each group is a problem of the assessment. A group of which the machine left
 * something undecided has no score: Autolab then keeps it open.
 */
export function autolabScores({ score, scenarios }: Result): AutolabScores {
  const scores: Record<string, number> = {};
  for (const [group, members] of byGroup(scenarios)) {
    if (members.some(({ status }) => status === 'error')) continue;
    scores[group] = members.reduce((points, member) => points + member.score, 0);
  }
  return { scores, scoreboard: [score] };
}

/** The line before it: each group is a stage, each scenario passed or has a hint. */
export function autolabFeedback(result: Result, say: Say = english): AutolabFeedback {
  const stages: Record<string, Record<string, { passed: boolean; hint?: string }>> = {};
  const problem = toldProblem(result, say);
  if (problem !== '') stages[PROBLEM] = { builds: { passed: false, hint: safe(problem) } };
  for (const [group, members] of byGroup(result.scenarios)) {
    stages[group] = Object.fromEntries(
      members.map((member) => [safe(member.id), answerOf(member, say)]),
    );
  }
  const listed = Object.keys(stages);
  return { ...stages, _presentation: 'semantic', stages: listed } as unknown as AutolabFeedback;
}

function answerOf(scenario: ScenarioResult, say: Say): { passed: boolean; hint?: string } {
  if (scenario.status === 'passed') return { passed: true };
  return { passed: false, hint: safe(toldShort(scenario, say)) };
}

function byGroup(scenarios: readonly ScenarioResult[]): Map<string, ScenarioResult[]> {
  const groups = new Map<string, ScenarioResult[]>();
  for (const scenario of scenarios) {
    const name = safe(scenario.group);
    const group = RESERVED.has(name) ? `${name} group` : name;
    const before = groups.get(group);
    if (before === undefined) groups.set(group, [scenario]);
    else before.push(scenario);
  }
  return groups;
}

/** One line in which Autolab finds nothing to rewrite. */
function safe(text: string): string {
  return oneLine(text).replace(REWRITTEN, '$1 :');
}
