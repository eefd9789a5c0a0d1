import type { Arrow } from './arrows.ts';
import type { Frame, Point } from './frame.ts';
import { crossAt, noEntryAt, notEqualAt, pauseAt, waitAt } from './signs.ts';
import { element, path } from './svg.ts';

/** Where an arrow starts and ends, and what stands on it. */
export interface Drawn {
  readonly line: string;
  readonly signs: string;
  readonly end: Point;
}

/** How far along its way a message comes until it is altered. */
export const ALTERED_AT = 0.5;
/** How far along its way an arrow comes that does not arrive. */
const REACH = { dropped: 0.55, pending: 0.55, altered: ALTERED_AT } as const;
const HEAD = { length: 9, width: 3.6 } as const;
/** Arrows stop this far from the middle of a lane. */
const LANE_GAP = 4;
const LOOP = 34;

/** The line, head and signs of an arrow between two points. */
export function paintArrow(arrow: Arrow, start: Point, target: Point, frame: Frame): Drawn {
  const { ending, leg } = arrow;
  if (leg.from === leg.to) return paintLoop(arrow, start, target, frame);
  const whole = distance(start, target);
  const from = toward(start, target, LANE_GAP / whole);
  const near = toward(start, target, 1 - LANE_GAP / whole);
  const reach = REACH[ending as keyof typeof REACH];
  const end = reach === undefined ? near : toward(start, target, reach);
  const arrives = reach === undefined && ending !== 'lost';
  const base = arrives ? toward(start, target, 1 - (LANE_GAP + HEAD.length - 1) / whole) : end;
  const line = element('path', { class: 'line', d: path(from, base) });
  return { line, signs: signsOf(arrow, from, end), end };
}

/** What comes back to its sender goes around, beside the lane. */
function paintLoop(arrow: Arrow, start: Point, target: Point, frame: Frame): Drawn {
  const out = (point: Point, by: number): Point =>
    frame.direction === 'down' ? [point[0] + by, point[1]] : [point[0], point[1] - by];
  const corners = [out(start, LOOP), out(target, LOOP)] as const;
  const end = out(target, LANE_GAP);
  const d = path(out(start, LANE_GAP), corners[0], corners[1], out(target, LANE_GAP + HEAD.length));
  return {
    line: element('path', { class: 'line', d }),
    signs: signsOf(arrow, corners[1], end),
    end,
  };
}

function signsOf({ ending, onTheWay, leg }: Arrow, from: Point, end: Point): string {
  const whole = distance(from, end);
  const back = (by: number): Point => toward(end, from, by / whole);
  const signs: string[] = [];
  if (ending === 'counted' || ending === 'uncounted' || ending === 'refused') {
    signs.push(head(end, back(HEAD.length)));
    if (onTheWay.includes('copied')) signs.push(head(back(7), back(7 + HEAD.length)));
  }
  if (ending === 'refused') signs.push(noEntryAt(back(HEAD.length + 9)));
  if (ending === 'dropped' || ending === 'lost') signs.push(crossAt(end));
  if (ending === 'altered') signs.push(notEqualAt(end));
  const early = toward(from, end, 0.3);
  if (onTheWay.includes('held')) signs.push(pauseAt(early));
  if (onTheWay.includes('delayed')) signs.push(waitAt(early));
  if (leg.message.error !== undefined) {
    const [x, y] = back(HEAD.length + (ending === 'refused' ? 22 : 8));
    signs.push(element('text', { class: 'label centre', x, y: y + 4 }, '!'));
  }
  return signs.join('');
}

function head(tip: Point, base: Point): string {
  const length = distance(tip, base);
  const across: Point = [(tip[1] - base[1]) / length, (base[0] - tip[0]) / length];
  const side = (by: number): Point => [base[0] + across[0] * by, base[1] + across[1] * by];
  return element('path', {
    class: 'head',
    d: `${path(tip, side(HEAD.width), side(-HEAD.width))}Z`,
  });
}

/** A part of the way from one point to another. */
export function toward(from: Point, to: Point, part: number): Point {
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}

function distance(from: Point, to: Point): number {
  return Math.max(1, Math.hypot(to[0] - from[0], to[1] - from[1]));
}
