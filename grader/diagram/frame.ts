import type { Say } from '../text/language.ts';
import type { Lanes } from './lanes.ts';
import type { Caption, Lines } from './lines.ts';
import { wrap } from './measure.ts';
import type { Slots } from './slots.ts';
import { cut } from './svg.ts';
import { type CaptionKind, captionKind, captionText, isBad } from './words.ts';

export type Direction = 'down' | 'right';
export type Point = readonly [x: number, y: number];

/** A caption with its place along the time. */
export interface PlacedCaption {
  readonly caption: Caption;
  readonly kind: CaptionKind;
  readonly lines: readonly string[];
  readonly start: number;
  readonly size: number;
}

/** Where everything is. `along` is the way of time, `across` that from lane to lane. */
export interface Frame {
  readonly direction: Direction;
  /** A point by lane and place along the time. */
  readonly point: (lane: number, along: number) => Point;
  readonly across: (lane: number) => number;
  /** Along the time: where a slot of a line is. */
  readonly along: (line: number, slot: number) => number;
  readonly captions: readonly PlacedCaption[];
  /** From lane to lane. */
  readonly pitch: number;
  /** Along the time: where the lanes start and end. */
  readonly start: number;
  readonly end: number;
  /** Across: from where to where captions reach. */
  readonly left: number;
  readonly right: number;
}

interface Sizes {
  readonly lane: number;
  readonly sendSlot: number;
  readonly arriveSlot: number;
  readonly aboveSends: number;
  readonly slant: number;
}

export const CAPTION_LINE = 16;
const SIZES: Readonly<Record<Direction, Sizes>> = {
  down: { lane: 90, sendSlot: 17, arriveSlot: 9, aboveSends: 22, slant: 42 },
  right: { lane: 64, sendSlot: 22, arriveSlot: 9, aboveSends: 26, slant: 84 },
};
/** Narrower lanes where there are many: 7 servers still fit beside the text of a page. */
const NARROW_LANE = 82;
const MANY_LANES = 6;
const HEADER = 46;
const TIMES_WIDTH = 50;
const NAMES_WIDTH = 88;
const MARGIN = 12;
const MAX_CAPTION_CHARS = 220;
const MAX_CAPTION_LINES = 3;
export const CAPTION_FONT = 12;
/** How much wider bold letters are. */
const BOLD = 1.1;
const NUMBERED = 26;
const GAP = 10;

/** Lays out the lines of a drawing. `top` is where the lanes' names start. */
export function frameOf(
  parts: { readonly lines: Lines; readonly slots: Slots; readonly lanes: Lanes },
  options: { readonly direction: Direction; readonly times: boolean; readonly say: Say },
  top: number,
): Frame {
  const { lines, slots, lanes } = parts;
  const { direction, times } = options;
  const sizes = sizesOf(direction, lanes.all.length);
  const isDown = direction === 'down';
  const left = isDown ? MARGIN + (times ? TIMES_WIDTH : 0) : top + (times ? 16 : 0);
  const across = (lane: number): number => left + sizes.lane * (lane + 0.5);
  const right = left + sizes.lane * lanes.all.length;
  const start = isDown ? top + HEADER : MARGIN + NAMES_WIDTH;
  // To the right they stand below the drawing, where there is more room.
  const width = isDown ? right - left - 16 : Number.POSITIVE_INFINITY;
  const text = (caption: Caption): string[] => captionLines(caption, options.say, width);

  const starts: number[] = [];
  const captions: PlacedCaption[] = [];
  let cursor = start;
  let gap = 0; // below captions
  for (let line = 0; line <= lines.count; line += 1) {
    for (const caption of captionsBefore(lines, line)) {
      const kind = captionKind(caption.item);
      const said = text(caption);
      const size = isDown ? said.length * CAPTION_LINE + 10 : NUMBERED;
      captions.push({ caption, kind, lines: said, start: cursor + GAP, size });
      cursor += size + GAP;
      gap = GAP;
    }
    const isSends = line % 2 === 0;
    cursor += gap + (isSends ? sizes.aboveSends : slantOf(line, lines, sizes));
    gap = 0;
    starts.push(cursor);
    const count = slots.count(line);
    // Nobody needs room for messages that never come, nor for lines that stayed empty.
    if (line === lines.count) break;
    cursor += Math.max(0, count - 1) * (isSends ? sizes.sendSlot : sizes.arriveSlot);
  }
  return {
    direction,
    across,
    along: (line, slot) =>
      (starts[line] ?? cursor) + slot * (line % 2 === 0 ? sizes.sendSlot : sizes.arriveSlot),
    point: (lane, along) => (isDown ? [across(lane), along] : [along, across(lane)]),
    captions,
    pitch: isDown ? sizes.lane : NAMES_WIDTH,
    start,
    end: cursor,
    left,
    right,
  };
}

function sizesOf(direction: Direction, lanes: number): Sizes {
  const sizes = SIZES[direction];
  return direction === 'down' && lanes > MANY_LANES ? { ...sizes, lane: NARROW_LANE } : sizes;
}

/** Few arrows can be flat; many that cross each other need room. */
function slantOf(line: number, { legs }: Lines, { slant }: Sizes): number {
  const count = legs.filter(({ arrives }) => arrives === line).length;
  return Math.round(slant * Math.min(1, 0.6 + count * 0.07));
}

function captionsBefore({ captions, count }: Lines, line: number): Caption[] {
  return captions.filter(({ before }) => before === line || (line === count && before > count));
}

/** The words of a caption in lines of at most this width. */
export function captionWrapped(text: string, kind: CaptionKind, width: number): string[] {
  return wrap(text, width, isBad(kind) ? CAPTION_FONT * BOLD : CAPTION_FONT);
}

function captionLines({ item }: Caption, say: Say, width: number): string[] {
  const text = cut(say(captionText(item)), MAX_CAPTION_CHARS);
  const lines = captionWrapped(text, captionKind(item), width);
  if (lines.length <= MAX_CAPTION_LINES) return lines;
  const [last = ''] = lines.slice(MAX_CAPTION_LINES - 1);
  return [...lines.slice(0, MAX_CAPTION_LINES - 1), `${last}…`];
}
