import type { ScenarioResult } from '../../score/result.ts';
import { t } from '../../text/text.ts';
import { tell } from '../../text/told.ts';
import { byCause } from '../fold.ts';
import { text } from '../page/markup.ts';
import { countText } from '../terminal.ts';
import type { Making } from './making.ts';
import { causeHtml, statusHtml } from './scenario.ts';

/** Scenarios that the rubric counts together. */
interface Group {
  /** Where a link finds it. */
  readonly id: string;
  readonly title: string;
  readonly scenarios: readonly ScenarioResult[];
  readonly score: number;
  readonly maxScore: number;
}

/** The points of each group, with links to its scenarios. */
export function pointsHtml(scenarios: readonly ScenarioResult[], making: Making): string {
  const rows = groupsOf(scenarios, making).map(({ id, title, score, maxScore }) => {
    const points = `${score}/${maxScore}`;
    return (
      `<li><a href="#${id}">${title}</a> <span class="points">${points}</span>` +
      `<meter min="0" max="${Math.max(1, maxScore)}" value="${score}" aria-label="${title}">${points}</meter></li>`
    );
  });
  const name = making.tell(t`Points by group`);
  return rows.length === 0
    ? ''
    : `<nav aria-label="${name}"><ul class="groups">${rows.join('')}</ul></nav>`;
}

/** All scenarios by group: in each those first that failed, and those folded that were not played. */
export function scenariosHtml(scenarios: readonly ScenarioResult[], making: Making): string {
  // Failures get their drawings first: there may be no room for all.
  const ranked = inRank(scenarios);
  const drawn = new Map(ranked.map((one) => [one.id, making.replays.of(one)]));
  const alike = sameRule(scenarios);
  const html = (one: ScenarioResult): string =>
    scenarioHtml(one, alike.get(one.id) ?? [], drawn.get(one.id) ?? '', making);
  const groups = groupsOf(scenarios, making).map(({ id, title, scenarios: own, ...sum }) => {
    const points = `<span class="points">${sum.score}/${sum.maxScore}</span>`;
    const played = inRank(own.filter(({ status }) => status !== 'blocked'));
    const blocked = own.filter(({ status }) => status === 'blocked');
    const head = `<h3 id="${id}" tabindex="-1">${title} ${points}</h3>`;
    return [head, ...played.map(html), foldedHtml(blocked, html, making)].join('\n');
  });
  return [
    `<section><h2 id="scenarios" tabindex="-1">${making.tell(t`Scenarios`)}</h2>`,
    ...groups,
    '</section>',
  ].join('\n');
}

function groupsOf(scenarios: readonly ScenarioResult[], { say, options }: Making): Group[] {
  const names = [...options.groups.keys(), ...scenarios.map(({ group }) => group)];
  return [...new Set(names)].flatMap((name) => {
    const own = scenarios.filter(({ group }) => group === name);
    if (own.length === 0) return [];
    const sum = (of: 'score' | 'maxScore') => own.reduce((total, one) => total + one[of], 0);
    return {
      ...{ id: text(`group-${name}`), title: text(say(options.groups.get(name) ?? name)) },
      ...{ scenarios: own, score: sum('score'), maxScore: sum('maxScore') },
    };
  });
}

/** What has to be read first stands first. */
function inRank(scenarios: readonly ScenarioResult[]): ScenarioResult[] {
  const ranks = { failed: 0, error: 1, passed: 2, blocked: 3 };
  return [...scenarios].sort((a, b) => ranks[a.status] - ranks[b.status]);
}

/** For each scenario that failed, the others that broke the same rule. */
function sameRule(scenarios: readonly ScenarioResult[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    byCause(scenarios).flatMap((failed) => {
      const ids = failed.map(({ id }) => id);
      return ids.map((id) => [id, ids.filter((other) => other !== id)] as const);
    }),
  );
}

/** Scenarios that were not played, all in one line; a link to one of them opens it. */
function foldedHtml(
  blocked: readonly ScenarioResult[],
  html: (one: ScenarioResult) => string,
  { tell: told }: Making,
): string {
  if (blocked.length === 0) return '';
  const count = countText(blocked);
  return [
    `<details class="folded"><summary><span aria-hidden="true">–</span> ${told(t`not played: ${count}`)}</summary>`,
    ...blocked.map(html),
    '</details>',
  ].join('\n');
}

function scenarioHtml(
  scenario: ScenarioResult,
  alike: readonly string[],
  replays: string,
  making: Making,
): string {
  const { id, status, score, maxScore } = scenario;
  const { say } = making;
  const story = text(tell(say, scenario, 'story'));
  const open = status === 'failed' || status === 'error' ? ' open' : '';
  return [
    `<details class="scenario ${status}" id="${text(id)}"${open}>`,
    `<summary>${statusHtml(status, making)} <code>${text(id)}</code> <span class="points">${score}/${maxScore}</span> <span class="story">${story}</span></summary>`,
    causeHtml(scenario, alike, making),
    replays,
    '</details>',
  ].join('\n');
}
