import type { ScenarioStatistics } from '../../score/statistics.ts';
import { t } from '../../text/text.ts';
import { tell as told } from '../../text/told.ts';
import { text } from '../page/markup.ts';
import { cell, columnHead } from './markup.ts';
import type { Overview } from './model.ts';

/** What became of each scenario, over all students; how many failed it filters the table. */
export function scenariosHtml(overview: Overview): string {
  const { statistics, tell } = overview;
  const stories = storiesIn(overview);
  const number = { numeric: true };
  const head = [
    columnHead('scenario', tell(t`Scenario`)),
    `<th role="columnheader" scope="col"><span class="visually-hidden">${tell(t`Shares`)}</span></th>`,
    columnHead('passed', tell(t`passed`), number),
    columnHead('failed', tell(t`failed`), number),
    columnHead('blocked', tell(t`blocked`), number),
    columnHead('undecided', tell(t`undecided`), number),
    columnHead('discrimination', tell(t`Discrimination`), number),
  ];
  const body = statistics.scenarios.map((one) => rowHtml(one, stories.get(one.id) ?? '', overview));
  return [
    `<table role="table" id="scenarios" class="sortable" aria-label="${tell(t`Scenarios`)}">`,
    `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`,
    `<tbody role="rowgroup">${body.join('\n')}</tbody></table>`,
  ].join('\n');
}

/** How to read the table. */
export function scenariosLegend({ tell }: Overview): string {
  const said = t`Percent are of passed, failed and blocked. Discrimination is how strongly passing a
    scenario goes with the points earned elsewhere, from −1 to 1: near 0 it tells little of a student.`;
  return `<p class="small">${tell(said)}</p>`;
}

function rowHtml(one: ScenarioStatistics, story: string, { tell }: Overview): string {
  const { id, passed, failed, blocked, undecided, discrimination } = one;
  const decided = passed + failed + blocked;
  const share = (count: number) =>
    decided === 0 ? '–' : `${Math.round((count * 100) / decided)} %`;
  const counted = (count: number) =>
    cell(`${count} <span class="small">${share(count)}</span>`, count, 'number');
  const who = tell(t`Show who failed ${id}`);
  const button = `<button type="button" class="pick" data-failed="${text(id)}" aria-pressed="false" aria-label="${failed} ${share(failed)}: ${who}">${failed} <span class="small">${share(failed)}</span></button>`;
  return [
    `<tr role="row"><th role="rowheader" scope="row" data-sort="${text(id)}"><code>${text(id)}</code> <span class="small">${text(story)}</span></th>`,
    cell(barSvg([passed, failed, blocked])),
    counted(passed),
    failed === 0 ? counted(failed) : cell(button, failed, 'number'),
    counted(blocked),
    cell(String(undecided), undecided, 'number'),
    cell(discrimination === null ? '–' : discrimination.toFixed(2), discrimination ?? '', 'number'),
    '</tr>',
  ].join('');
}

/** The three shares as one bar; the numbers stand beside it. */
function barSvg(counts: readonly number[]): string {
  const all = Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
  let x = 0;
  const parts = counts.map((count, index) => {
    const width = (count * 100) / all;
    const part = `<rect class="share-${index}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="8"/>`;
    x += width;
    return part;
  });
  return `<svg class="shares" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>`;
}

/** The story of each scenario, as the first result that has it tells it. */
function storiesIn({ rows, say }: Overview): Map<string, string> {
  const stories = new Map<string, string>();
  for (const { result } of rows) {
    for (const scenario of result?.scenarios ?? []) {
      if (!stories.has(scenario.id)) stories.set(scenario.id, told(say, scenario, 'story'));
    }
  }
  return stories;
}
