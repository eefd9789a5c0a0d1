import type { Point } from './frame.ts';
import { element, path } from './svg.ts';

/** Signs that stand on arrows and lanes: each has a shape of its own, so that nobody needs colours. */

/** Lost: a cross. */
export function crossAt([x, y]: Point, size = 4.5): string {
  const d =
    path([x - size, y - size], [x + size, y + size]) +
    path([x + size, y - size], [x - size, y + size]);
  return element('path', { class: 'sign bad', d, 'stroke-width': 2.2 });
}

/** Refused: a barred circle. */
export function noEntryAt([x, y]: Point): string {
  const circle = element('circle', { class: 'sign bad', cx: x, cy: y, r: 4.5 });
  const bar = element('path', {
    class: 'sign bad',
    d: path([x - 3.2, y + 3.2], [x + 3.2, y - 3.2]),
  });
  return circle + bar;
}

/** Held back: two bars. */
export function pauseAt([x, y]: Point): string {
  const back = element('circle', { class: 'back', cx: x, cy: y, r: 6 });
  const bars =
    path([x - 2.2, y - 4.5], [x - 2.2, y + 4.5]) + path([x + 2.2, y - 4.5], [x + 2.2, y + 4.5]);
  return back + element('path', { class: 'sign', d: bars });
}

/** Late: a clock. */
export function waitAt([x, y]: Point): string {
  const face = element('circle', { class: 'sign', cx: x, cy: y, r: 5 });
  return face + element('path', { class: 'sign', d: path([x, y - 3.4], [x, y], [x + 2.6, y]) });
}

/** Altered: not equal. */
export function notEqualAt([x, y]: Point): string {
  const circle = element('circle', { class: 'sign bad', cx: x, cy: y, r: 7 });
  const bars =
    path([x - 3.6, y - 1.7], [x + 3.6, y - 1.7]) +
    path([x - 3.6, y + 1.7], [x + 3.6, y + 1.7]) +
    path([x - 2, y + 4.2], [x + 2, y - 4.2]);
  return circle + element('path', { class: 'sign bad', d: bars });
}

/** A quorum is complete: a diamond, half of one for prepared. */
export function diamondAt([x, y]: Point, stage: 'prepared' | 'committed'): string {
  const size = 6.5;
  const whole = path([x, y - size], [x + size, y], [x, y + size], [x - size, y]);
  const half = path([x, y - size], [x, y + size], [x - size, y]);
  const className = `step stage-${stage === 'prepared' ? 2 : 3}`;
  if (stage === 'committed') return element('path', { class: className, d: `${whole}Z` });
  const back = element('path', { class: `sign stage-2`, d: `${whole}Z` });
  return back + element('path', { class: 'step stage-2', d: `${half}Z`, 'stroke-width': 0 });
}
