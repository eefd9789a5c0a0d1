import { ABOUT } from '../../hints/about.ts';
import { RULES } from '../../scenes/rules.ts';
import type { Cause, ScenarioResult } from '../../score/result.ts';
import { type Message, t } from '../../text/text.ts';
import { tell, tellAll } from '../../text/told.ts';
import { linksHtml, listHtml, longText, text, withCode } from '../page/markup.ts';
import { FILE } from '../told.ts';
import type { Making } from './making.ts';

/** Longest text of one field: a submission may answer with a megabyte. */
export const MAX_TEXT_CHARS = 2_000;
/** Steps that are shown at once; those between the first and the last ones can be opened. */
const STEPS_SHOWN = { first: 6, last: 14 };
/** Steps that are there at all. */
const MAX_STEPS = 300;

const STATUS: Readonly<Record<ScenarioResult['status'], readonly [string, Message]>> = {
  passed: ['✔', t`passed`],
  failed: ['✖', t`failed`],
  blocked: ['–', t`not played`],
  error: ['!', t`not decided`],
};

/** A sign and a word: neither says it alone. */
export function statusHtml(status: ScenarioResult['status'], { tell: html }: Making): string {
  const [sign, word] = STATUS[status];
  return `<span class="status"><span aria-hidden="true">${sign}</span> ${html(word)}</span>`;
}

/**
 * What is told about a scenario below its line.
 * @param alike the other scenarios that broke the same rule.
 */
export function causeHtml(
  scenario: ScenarioResult,
  alike: readonly string[],
  making: Making,
): string {
  const { cause, blockedBy = [] } = scenario;
  const { say, tell: html } = making;
  if (cause !== undefined)
    return fieldsHtml(failedFields(cause, scenario.id, alike, making), making);
  const counted = tell(say, scenario, 'counted');
  const fields = aboutFields(scenario.id, making);
  if (blockedBy.length > 0) {
    fields.push([t`needs`, linksHtml(blockedBy, say)]);
  }
  if (scenario.status === 'error') {
    const what = t`Grade again on a quieter machine; no points were judged here.`;
    fields.push([t`seen`, longText(tell(say, scenario, 'error'), MAX_TEXT_CHARS)]);
    fields.push([t`hint`, html(what)]);
  }
  if (counted !== '') fields.push([t`counted`, text(counted)]);
  fields.push([t`repeat`, commandHtml(scenario.id, making)]);
  return fieldsHtml(fields, making);
}

/** What a scenario is there for, where no failure tells it: its rules, and what the grader does. */
function aboutFields(id: string, { tell: html }: Making): (readonly [Message, string])[] {
  // Results of other versions may have scenarios that this one does not know.
  const about = Object.hasOwn(ABOUT, id) ? ABOUT[id] : undefined;
  if (about === undefined) return [];
  const items = (said: readonly Message[]): string =>
    said.map((one) => `<li>${html(one)}</li>`).join('');
  return [
    [t`rule`, `<ul class="steps">${items(about.rules.map((code) => RULES[code].rule))}</ul>`],
    [t`steps`, `<ol class="steps">${items(about.steps)}</ol>`],
  ];
}

function failedFields(
  cause: Cause,
  id: string,
  alike: readonly string[],
  making: Making,
): (readonly [Message, string])[] {
  const { say, tell: html } = making;
  const { location, functions, timedOut } = cause;
  const field = (name: 'rule' | 'rationale' | 'expected' | 'actual' | 'help'): string =>
    longText(tell(say, cause, name), MAX_TEXT_CHARS);
  const line = location === undefined ? [] : [`${FILE}:${location.line}`];
  const places = [...functions, ...line].map((place) => `<code>${text(place)}</code>`);
  return [
    [t`rule`, `<strong>${field('rule')}</strong>`],
    [t`why`, withCode(field('rationale'))],
    [t`sent`, stepsHtml(tellAll(say, cause, 'sent'), html)],
    [t`expected`, field('expected')],
    [t`seen`, field('actual')],
    ...(timedOut === true
      ? [
          [
            t`time`,
            html(t`A time limit ran out; the machine itself is as fast as before.`),
          ] as const,
        ]
      : []),
    [t`look at`, listHtml(places, say)],
    [t`hint`, withCode(field('help'))],
    ...(alike.length === 0
      ? []
      : [[t`also`, `${linksHtml(alike, say)} ${html(t`(same rule)`)}`] as const]),
    [t`repeat`, commandHtml(id, making)],
  ];
}

/** The command that repeats a scenario; the script shows the button, which needs it. */
function commandHtml(id: string, { tell: html, options }: Making): string {
  const name = html(t`copy the command that repeats ${id}`);
  const [copied, selected] = [html(t`copied`), html(t`selected: copy it with the keyboard`)];
  return [
    `<code class="command">${text(options.repeat(id))}</code>`,
    `<button type="button" class="copy" aria-label="${name}" hidden>${html(t`copy`)}</button>`,
    `<span class="small" role="status" data-copied="${copied}" data-selected="${selected}"></span>`,
  ].join(' ');
}

function fieldsHtml(
  fields: readonly (readonly [Message, string])[],
  { tell: html }: Making,
): string {
  const rows = fields.map(([name, value]) => `<div><dt>${html(name)}</dt><dd>${value}</dd></div>`);
  return `<dl class="fields">${rows.join('')}</dl>`;
}

/** What the grader did; in a long story the middle is folded. */
function stepsHtml(steps: readonly string[], html: Making['tell']): string {
  if (steps.length === 0) return html(t`nothing yet`);
  const item = (step: string): string => `<li>${longText(step, MAX_TEXT_CHARS)}</li>`;
  const { first, last } = STEPS_SHOWN;
  if (steps.length <= first + last) return `<ol class="steps">${steps.map(item).join('')}</ol>`;
  const middle = steps.slice(first, -last);
  const left = middle.length > MAX_STEPS ? middle.length - MAX_STEPS : 0;
  return [
    `<ol class="steps">${steps.slice(0, first).map(item).join('')}</ol>`,
    `<details class="more"><summary>${html(t`… ${middle.length} steps more …`)}</summary>`,
    `<ol class="steps" start="${first + 1}">${middle.slice(0, MAX_STEPS).map(item).join('')}</ol>`,
    left === 0 ? '' : html(t`… and ${left} that are left out`),
    '</details>',
    `<ol class="steps" start="${steps.length - last + 1}">${steps.slice(-last).map(item).join('')}</ol>`,
  ].join('');
}
