import type { Language } from '../../text/language.ts';
import { sayIn } from '../../text/language.ts';
import { t } from '../../text/text.ts';
import { filtersHtml } from './filters.ts';
import { headHtml } from './head.ts';
import { histogramHtml } from './histogram.ts';
import { type OverviewInput, overviewOf } from './model.ts';
import { pairsHtml } from './pairs.ts';
import { scenariosHtml, scenariosLegend } from './scenarios.ts';
import { tableHtml } from './table.ts';
import { undecidedHtml } from './undecided.ts';

/** What stands in the page of a course. */
export function overviewBody(input: OverviewInput, language: Language): string {
  const overview = overviewOf(input, sayIn(language));
  const { tell, statistics } = overview;
  // A box that scrolls by itself has to be reached by the keyboard.
  const box = (labelledBy: string, table: string) =>
    `<div class="scroll" role="region" tabindex="0" aria-labelledby="${labelledBy}">${table}</div>`;
  const played =
    statistics.scenarios.length === 0
      ? []
      : [
          `<section><h2 id="scenarios-title">${tell(t`Scenarios`)}</h2>`,
          scenariosLegend(overview),
          box('scenarios-title', scenariosHtml(overview)),
          '</section>',
        ];
  return [
    headHtml(overview),
    '<main>',
    undecidedHtml(overview),
    `<section><h2 id="submissions" tabindex="-1">${tell(t`Submissions`)}</h2>`,
    statistics.graded === 0 ? '' : histogramHtml(overview),
    filtersHtml(overview),
    box('submissions', tableHtml(overview)),
    '</section>',
    ...played,
    `<section>${pairsHtml(overview)}</section>`,
    '</main>',
  ].join('\n');
}
