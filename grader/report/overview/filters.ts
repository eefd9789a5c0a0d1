import { type Message, t } from '../../text/text.ts';
import { text } from '../page/markup.ts';
import type { Overview } from './model.ts';
import { hasAttempts } from './table.ts';

/** The controls that filter the table of submissions; the script of the page shows them. */
export function filtersHtml(overview: Overview): string {
  const { tell, rows, statistics } = overview;
  const option = (value: string, label: string) =>
    `<option value="${text(value)}">${label}</option>`;
  const statuses: [string, Message][] = [
    ['', t`any status`],
    ['graded', t`graded`],
    ['not-graded', t`not graded`],
    ['missing', t`handed in nothing`],
  ];
  const scenarios = statistics.scenarios.filter(({ failed }) => failed > 0);
  const field = (label: Message, control: string) => `<label>${tell(label)} ${control}</label>`;
  const bound = (name: string, label: Message) =>
    `<input type="number" id="${name}" min="0" max="100" step="1" aria-label="${tell(label)}">`;
  const earlier = hasAttempts(rows)
    ? `<label class="check"><input type="checkbox" id="earlier"> ${tell(t`earlier attempts too`)}</label>`
    : '';
  // What the script says, filled in by it.
  const shown = text(overview.say(t`${'{0}'} of ${'{1}'} shown`));
  return [
    `<form id="filters" hidden aria-label="${tell(t`Filters`)}">`,
    field(
      t`Search`,
      `<input type="search" id="query" placeholder="${tell(t`student, name, scenario`)}" autocomplete="off">`,
    ),
    field(
      t`Status`,
      `<select id="status">${statuses.map(([value, label]) => option(value, tell(label))).join('')}</select>`,
    ),
    field(
      t`Failed`,
      `<select id="failed">${option('', tell(t`any scenario or none`))}${scenarios
        .map(({ id, failed }) => option(id, `${text(id)} (${failed})`))
        .join('')}</select>`,
    ),
    `<fieldset><legend>${tell(t`Score, in percent`)}</legend>${bound('from', t`lowest score, in percent`)} – ${bound('to', t`highest score, in percent`)}</fieldset>`,
    earlier,
    `<button type="button" id="all">${tell(t`Show all`)}</button>`,
    `<output id="shown" for="query status failed from to" data-text="${shown}"></output>`,
    '</form>',
  ].join('\n');
}
