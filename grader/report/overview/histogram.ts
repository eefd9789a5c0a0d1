import { t } from '../../text/text.ts';
import type { Overview } from './model.ts';

/** In units of the drawing, which is as wide as the page lets it be. */
const BAR = { width: 30, gap: 6, most: 110 };
const TOP = 16;
const BOTTOM = 18;

/** How many have how many points: a bar for each tenth, which filters the table. */
export function histogramHtml({ statistics, tell }: Overview): string {
  const { histogram } = statistics;
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  const width = histogram.length * (BAR.width + BAR.gap);
  const height = TOP + BAR.most + BOTTOM;
  const bars = histogram.map(({ from, to, count }, index) => {
    const last = index === histogram.length - 1 ? to : to - 1;
    const x = index * (BAR.width + BAR.gap) + BAR.gap / 2;
    const middle = x + BAR.width / 2;
    // What is there is seen, however few.
    const long = count === 0 ? 0 : Math.max(2, Math.round((count * BAR.most) / most));
    const label =
      count === 1
        ? tell(t`${from}–${last} %: 1 student`)
        : tell(t`${from}–${last} %: ${count} students`);
    const base = TOP + BAR.most;
    return [
      `<g role="button" tabindex="0" aria-pressed="false" aria-label="${label}" data-from="${from}" data-to="${last}">`,
      `<rect class="back" x="${x - BAR.gap / 2}" y="0" width="${BAR.width + BAR.gap}" height="${height}"/>`,
      `<rect class="bar" x="${x}" y="${base - long}" width="${BAR.width}" height="${long}"/></g>`,
      `<text x="${middle}" y="${base - long - 4}" class="count" aria-hidden="true">${count}</text>`,
      `<text x="${middle}" y="${base + 13}" class="range" aria-hidden="true">${from}–${last}</text>`,
    ].join('');
  });
  return [
    `<svg id="histogram" viewBox="0 0 ${width} ${height}" role="group" aria-label="${tell(t`Scores in percent: choose a bar to see who is in it`)}">`,
    ...bars,
    '</svg>',
  ].join('\n');
}
