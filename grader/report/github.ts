import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, type Message, t } from '../text/text.ts';
import { tell, tellAll } from '../text/told.ts';
import { markdownText } from './escape.ts';
import { byCause, type Failed } from './fold.ts';
import { listOf } from './list.ts';
import { isUndecided, repeatCommand, toldProblem, toldShort } from './told.ts';

/** Broken rules that are told in full, and notes. */
const MAX_RULES = 20;
const MAX_NOTES = 20;

/** A step summary of one submission, in Markdown: for the file that `$GITHUB_STEP_SUMMARY` names. */
export function githubSummary(result: Result, say: Say = english): string {
  const { score, maxScore, seed, scenarios } = result;
  const blocks = [`## ${say(t`PBFT lab: ${score}/${maxScore} points`)}`];
  if (isUndecided(result)) {
    blocks.push(say(t`**Not final:** the machine could not decide all of it. Run the job again.`));
  }
  const problem = toldProblem(result, say);
  if (problem !== '') blocks.push(say(t`**Nothing was played.** ${markdownText(problem)}`));
  blocks.push(groupTable(scenarios, say));
  const rules = byCause(scenarios);
  for (const [first, ...also] of rules.slice(0, MAX_RULES))
    blocks.push(ruleText(first, also, seed, say));
  if (rules.length > MAX_RULES) {
    blocks.push(say(t`… and ${rules.length - MAX_RULES} more broken rules`));
  }
  for (const one of scenarios.filter(({ status }) => status === 'error')) {
    blocks.push(say(t`**${name(one)}**: ${markdownText(toldShort(one, say))}`));
  }
  const notes = tellAll(say, result, 'notes').slice(0, MAX_NOTES);
  blocks.push(...notes.map((note) => say(t`Note: ${markdownText(note)}`)));
  return `${blocks.join('\n\n')}\n`;
}

/**
 * Lines between which a runner of GitHub Actions obeys nothing that is printed.
 * @param token which the text between must not be able to guess.
 */
export function stopCommands(token: string): { readonly before: string; readonly after: string } {
  return { before: `::stop-commands::${token}`, after: `::${token}::` };
}

/** A text as {@link stopCommands} puts it into a log. */
export function withCommandsStopped(text: string, token: string): string {
  const { before, after } = stopCommands(token);
  return `${before}\n${text.endsWith('\n') ? text : `${text}\n`}${after}\n`;
}

function groupTable(scenarios: readonly ScenarioResult[], say: Say): string {
  const groups = new Map<string, ScenarioResult[]>();
  for (const scenario of scenarios) {
    groups.set(scenario.group, [...(groups.get(scenario.group) ?? []), scenario]);
  }
  const rows = [...groups].map(([group, members]) => {
    const sum = (pick: (one: ScenarioResult) => number): number =>
      members.reduce((points, one) => points + pick(one), 0);
    const passed = members.filter(({ status }) => status === 'passed').length;
    const points = `${sum(({ score }) => score)}/${sum(({ maxScore }) => maxScore)}`;
    return say(t`| ${markdownText(group)} | ${passed} of ${members.length} | ${points} |`);
  });
  const head = `| ${say(t`group`)} | ${say(t`passed`)} | ${say(t`points`)} |`;
  return [head, '|---|--:|--:|', ...rows].join('\n');
}

function ruleText(first: Failed, also: readonly ScenarioResult[], seed: string, say: Say): string {
  const { cause } = first;
  const field = (label: Message, text: string): string =>
    `- ${say(t`${label}: ${markdownText(text)}`)}`;
  const title = t`${name(first)}: ${markdownText(tell(say, cause, 'rule'))}`;
  return [
    `### ${say(also.length === 0 ? title : t`${title} (also ${also.map(name)})`)}`,
    '',
    field(t`why`, tell(say, cause, 'rationale')),
    field(t`expected`, tell(say, cause, 'expected')),
    field(t`seen`, tell(say, cause, 'actual')),
    field(t`look at`, say(listOf(cause.functions))),
    field(t`hint`, tell(say, cause, 'help')),
    field(t`repeat`, repeatCommand(first.id, seed)),
  ].join('\n');
}

function name({ id }: ScenarioResult): string {
  return markdownText(id);
}
