import type { Say } from '../text/language.ts';
import { CAPTION_FONT, CAPTION_LINE, type Frame, type PlacedCaption } from './frame.ts';
import type { Lane, Lanes } from './lanes.ts';
import { element, path, safeText } from './svg.ts';
import { isBad } from './words.ts';

/** Spans of a lane's life, along the time. */
export interface Span {
  readonly state: 'alive' | 'frozen' | 'gone';
  readonly from: number;
  readonly to: number;
}

const MAX_NAME_CHARS = 20;
/** Names stand again after so much of a long drawing. */
const AGAIN_AFTER = 900;
const BOX = { width: 84, height: 36 } as const;

/** The line of a lane: dotted where its process is gone, thick where it is stopped. */
export function paintLife(lane: number, spans: readonly Span[], frame: Frame): string {
  const lines = spans.map(({ state, from, to }) =>
    element('path', {
      class: state === 'alive' ? 'life' : `life ${state}`,
      d: path(frame.point(lane, from), frame.point(lane, to)),
    }),
  );
  return lines.join('');
}

/** The names of all lanes at the start, and once more at the end of a long drawing. */
export function paintNames(lanes: Lanes, frame: Frame, say: Say): string {
  const { start, end, direction } = frame;
  const isDown = direction === 'down';
  const half = (isDown ? BOX.height : BOX.width) / 2;
  const places = [start - half - 4];
  if (isLong(frame)) places.push(end + half + 18);
  return places
    .flatMap((along) => lanes.all.map((lane, index) => paintName(lane, index, along, frame, say)))
    .join('');
}

/** Whether a drawing is so long that its names stand at both ends. */
export function isLong({ direction, start, end }: Frame): boolean {
  return direction === 'down' && end - start > AGAIN_AFTER;
}

function paintName(lane: Lane, index: number, along: number, frame: Frame, say: Say): string {
  const [x, y] = frame.point(index, along);
  const { height } = BOX;
  const width = Math.min(BOX.width, frame.pitch - 3);
  const roles = lane.roles.map(say).join(' · ');
  const isLeader = lane.roles.some(({ text }) => text === 'leader');
  const box = element('rect', {
    class: `box ${lane.kind}${isLeader ? ' leader' : ''}`,
    x: x - width / 2,
    y: y - height / 2,
    width,
    height,
    rx: lane.kind === 'client' ? height / 2 : 4,
  });
  const name = element(
    'text',
    { class: 'strong centre', x, y: roles === '' ? y + 4 : y - 2 },
    safeText(say(lane.name), MAX_NAME_CHARS),
  );
  const role =
    roles === ''
      ? ''
      : element(
          'text',
          { class: 'role muted centre', x, y: y + 12 },
          safeText(roles, MAX_NAME_CHARS),
        );
  return element(
    'g',
    { class: `lane ${lane.kind}`, 'data-lane': String(lane.party) },
    box,
    name,
    role,
  );
}

/** What lies behind all lines: the ground of captions; in a drawing to the right, a line across. */
export function paintGround({ start, size, kind }: PlacedCaption, frame: Frame): string {
  const { left, right, direction } = frame;
  if (direction === 'down') {
    return element('rect', {
      class: 'tint',
      x: left,
      y: start,
      width: right - left,
      height: size,
      rx: 4,
    });
  }
  const at = start + size / 2;
  const d = path([at, left], [at, right]);
  return element('path', { class: kind === 'note' ? 'life gone' : 'life', d });
}

/** The words of a caption; in a drawing to the right its number, the words stand below. */
export function paintCaption(placed: PlacedCaption, frame: Frame, number: number): string {
  const { start, size, lines, kind } = placed;
  const { left, direction } = frame;
  if (direction === 'right') {
    const x = start + size / 2;
    const y = left + 2;
    const circle = element('circle', { class: 'sign', cx: x, cy: y, r: 9 });
    return circle + element('text', { class: 'small strong centre', x, y: y + 4 }, String(number));
  }
  const rule = element('path', {
    class: kind === 'hidden' ? 'rule dots' : 'rule',
    d: path([left + 1.5, start], [left + 1.5, start + size]),
  });
  const said = textLines(
    lines,
    left + 10,
    start + 5,
    isBad(kind) ? 'caption wrong' : kind === 'hidden' ? 'caption muted' : 'caption',
  );
  return element('g', { class: isBad(kind) ? 'wrong' : 'said' }, rule, said);
}

/** Lines of text under each other, from a corner. */
export function textLines(
  lines: readonly string[],
  x: number,
  top: number,
  className: string,
): string {
  return lines
    .map((line, index) =>
      element(
        'text',
        {
          class: className === '' ? undefined : className,
          x,
          y: top + CAPTION_FONT + index * CAPTION_LINE,
        },
        safeText(line, 400),
      ),
    )
    .join('');
}
