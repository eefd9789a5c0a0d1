import type { Problem, Result } from '../../score/result.ts';
import { sayIn } from '../../text/language.ts';
import { type Message, t } from '../../text/text.ts';
import { tell, tellAll } from '../../text/told.ts';
import { byCause, foldBlocked } from '../fold.ts';
import { linksHtml, longText, tellIn, text, withCode } from '../page/markup.ts';
import { blockedText } from '../terminal.ts';
import { pointsHtml, scenariosHtml } from './groups.ts';
import type { Making } from './making.ts';
import type { ReportOptions } from './options.ts';
import { Replays } from './replays.ts';
import { MAX_TEXT_CHARS } from './scenario.ts';

/** Notes that are shown: a submission may bring many files. */
const MAX_NOTES = 20;

/** What stands in the page of a submission. */
export function bodyOf(result: Result, options: ReportOptions): string {
  const say = sayIn(options.language);
  const making = { say, tell: tellIn(say), options, replays: new Replays(options) };
  return [
    `<a class="skip" href="#scenarios">${making.tell(t`Skip to the scenarios`)}</a>`,
    headHtml(result, making),
    '<main>',
    result.problem === undefined ? '' : problemHtml(result.problem, making),
    notesHtml(result, making),
    brokenHtml(result, making),
    pointsHtml(result.scenarios, making),
    scenariosHtml(result.scenarios, making),
    '</main>',
  ].join('\n');
}

function headHtml(result: Result, { tell }: Making): string {
  const { score, maxScore, submission, seed, sandbox, node, kit, durationMs } = result;
  const facts: readonly (readonly [Message, string])[] = [
    [t`seed`, `<code>${text(seed)}</code>`],
    [t`took`, tell(t`${(durationMs / 1_000).toFixed(1)} s`)],
    [t`sandbox`, text(sandbox)],
    [t`Node`, text(node)],
    [t`grader`, text(kit)],
  ];
  return [
    '<header>',
    `<p class="kicker">${tell(t`PBFT lab`)} <button type="button" class="theme" id="theme">${tell(t`Dark`)}</button></p>`,
    `<noscript><p class="small">${tell(t`Step by step needs JavaScript; all else can be read without it.`)}</p></noscript>`,
    `<h1>${text(submission.id)}</h1>`,
    `<p class="score"><strong>${score}</strong><span>/${maxScore}</span></p>`,
    `<meter min="0" max="${Math.max(1, maxScore)}" value="${score}" aria-label="${tell(t`Score`)}">${score}/${maxScore}</meter>`,
    `<dl class="facts">${facts.map(([name, fact]) => `<div><dt>${tell(name)}</dt><dd>${fact}</dd></div>`).join('')}</dl>`,
    '</header>',
  ].join('\n');
}

/** Why nothing could be played. */
function problemHtml(problem: Problem, { say, tell: html }: Making): string {
  const { location } = problem;
  const where =
    location === undefined
      ? ''
      : `<p><code>${text(location.file)}:${location.line}${location.column === undefined ? '' : `:${location.column}`}</code></p>` +
        (location.lineText === undefined ? '' : `<pre>${longText(location.lineText, 400)}</pre>`);
  return [
    `<section class="problem"><h2>${html(t`The submission could not be played`)}</h2>`,
    `<p>${longText(tell(say, problem, 'message'), MAX_TEXT_CHARS)}</p>${where}`,
    `<p><b>${html(t`hint`)}</b> ${withCode(longText(tell(say, problem, 'help'), MAX_TEXT_CHARS))}</p></section>`,
  ].join('\n');
}

function notesHtml(result: Result, { say, tell: html }: Making): string {
  const notes = tellAll(say, result, 'notes');
  const undecided = result.scenarios.filter(({ status }) => status === 'error').length;
  const items = [
    ...(undecided === 0
      ? []
      : [html(t`Not decided by the machine: ${undecided}. Grade again before the score is used.`)]),
    ...notes.slice(0, MAX_NOTES).map((note) => longText(note, MAX_TEXT_CHARS)),
    ...(notes.length > MAX_NOTES ? [html(t`… and ${notes.length - MAX_NOTES} notes more`)] : []),
  ];
  if (items.length === 0) return '';
  return `<ul class="notes">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** Each broken rule once, with links to where it broke; what is blocked, in one line each. */
function brokenHtml({ scenarios }: Result, { say, tell: html }: Making): string {
  const rules = byCause(scenarios).map((failed) => {
    const [first] = failed;
    const links = linksHtml(
      failed.map(({ id }) => id),
      say,
    );
    return `<li>${text(tell(say, first.cause, 'rule'))} <span class="small">${links}</span></li>`;
  });
  const blocked = foldBlocked(scenarios).map((fold) => {
    const sentence = html(blockedText(fold, scenarios.length));
    return `<p class="small"><span aria-hidden="true">–</span> ${sentence}</p>`;
  });
  if (rules.length + blocked.length === 0) return '';
  const title = rules.length === 0 ? '' : `<h2>${html(t`What is broken`)}</h2>`;
  return `<section>${title}<ol>${rules.join('')}</ol>${blocked.join('')}</section>`;
}
