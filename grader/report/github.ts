import type { Result, ScenarioResult } from '../score/result.ts';
import { markdownText } from './escape.ts';
import { byCause } from './fold.ts';
import { isUndecided, repeatCommand, toldProblem, toldShort } from './told.ts';

/** Broken rules that are told in full, and notes. */
const MAX_RULES = 20;
const MAX_NOTES = 20;

/** A step summary of one submission, in Markdown: for the file that `$GITHUB_STEP_SUMMARY` names. */
export function githubSummary(result: Result): string {
  const { score, maxScore, seed, scenarios, notes } = result;
  const blocks = [`## PBFT lab: ${score}/${maxScore} points`];
  if (isUndecided(result)) {
    blocks.push('**Not final:** the machine could not decide all of it. Run the job again.');
  }
  const problem = toldProblem(result);
  if (problem !== '') blocks.push(`**Nothing was played.** ${markdownText(problem)}`);
  blocks.push(groupTable(scenarios));
  const rules = byCause(scenarios);
  for (const [first, ...also] of rules.slice(0, MAX_RULES))
    blocks.push(ruleText(first, also, seed));
  if (rules.length > MAX_RULES) blocks.push(`… and ${rules.length - MAX_RULES} more broken rules`);
  const undecided = scenarios.filter(({ status }) => status === 'error');
  blocks.push(...undecided.map((one) => `**${name(one)}**: ${markdownText(toldShort(one))}`));
  blocks.push(...notes.slice(0, MAX_NOTES).map((note) => `Note: ${markdownText(note)}`));
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

function groupTable(scenarios: readonly ScenarioResult[]): string {
  const groups = new Map<string, ScenarioResult[]>();
  for (const scenario of scenarios) {
    groups.set(scenario.group, [...(groups.get(scenario.group) ?? []), scenario]);
  }
  const rows = [...groups].map(([group, members]) => {
    const sum = (pick: (one: ScenarioResult) => number): number =>
      members.reduce((points, one) => points + pick(one), 0);
    const passed = members.filter(({ status }) => status === 'passed').length;
    const points = `${sum(({ score }) => score)}/${sum(({ maxScore }) => maxScore)}`;
    return `| ${markdownText(group)} | ${passed} of ${members.length} | ${points} |`;
  });
  return ['| group | passed | points |', '|---|--:|--:|', ...rows].join('\n');
}

function ruleText(
  first: ReturnType<typeof byCause>[number][0],
  also: readonly ScenarioResult[],
  seed: string,
): string {
  const { rule, rationale, expected, actual, help, functions } = first.cause;
  const others = also.length === 0 ? '' : ` (also ${also.map(name).join(', ')})`;
  return [
    `### ${name(first)}: ${markdownText(rule)}${others}`,
    '',
    `- why: ${markdownText(rationale)}`,
    `- expected: ${markdownText(expected)}`,
    `- seen: ${markdownText(actual)}`,
    `- look at: ${markdownText(functions.join(', '))}`,
    `- hint: ${markdownText(help)}`,
    `- repeat: ${markdownText(repeatCommand(first.id, seed))}`,
  ].join('\n');
}

function name({ id }: ScenarioResult): string {
  return markdownText(id);
}
