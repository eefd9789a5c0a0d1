import type { Step } from '../replay/types.ts';
import type { Say } from '../text/language.ts';
import type { Arrow } from './arrows.ts';
import type { Point } from './frame.ts';
import { labelsOf } from './labels.ts';
import type { Mark } from './lines.ts';
import { spansOf, timesOf } from './margin.ts';
import { ALTERED_AT, paintArrow, toward } from './paint-arrows.ts';
import { paintCaption, paintGround, paintLife, paintNames } from './paint-frame.ts';
import { paintMark } from './paint-marks.ts';
import { type Picture, startOf, targetOf } from './place.ts';
import { diamondAt } from './signs.ts';
import type { Slots } from './slots.ts';
import { element, path, safeText } from './svg.ts';

const MAX_TIP_CHARS = 400;

/** Paints from back to front: grounds, lives, arrows, marks, and all words last. */
export function paintPicture(picture: Picture): string {
  const { frame, lanes, arrows, slots, lines, say } = picture;
  const grounds = frame.captions.map((caption) => paintGround(caption, frame));
  const lives = lanes.all.map((_, lane) => paintLife(lane, spansOf(lane, picture), frame));
  const captions = frame.captions.map((placed, index) => {
    const { item } = placed.caption;
    const step = 'step' in item ? item.step : undefined;
    const className = step === undefined ? 'band' : `event ${step.kind}`;
    const data = picture.data ? step?.event : undefined;
    const attributes = { class: className, 'data-event': data };
    return element('g', attributes, paintCaption(placed, frame, index + 1));
  });
  const ordered = inOrder(arrows, slots);
  const signs = ordered.map((arrow) => arrowGroup(arrow, picture));
  const marks = inPlace(lines.marks, slots).map((mark) => markGroup(mark, picture));
  return [
    ...lives,
    ...grounds,
    paintNames(lanes, frame, say),
    ...timesOf(picture),
    ...signs,
    ...marks,
    ...labelsOf(picture),
    ...captions,
  ].join('');
}

/** Marks in the order in which they stand. */
function inPlace(marks: readonly Mark[], { marks: slots }: Slots): Mark[] {
  return [...marks].sort(
    (a, b) => a.line - b.line || a.lane - b.lane || (slots.get(a) ?? 0) - (slots.get(b) ?? 0),
  );
}

/** In the order in which they stand, so that the text of a drawing is not up to chance either. */
function inOrder(arrows: readonly Arrow[], { leaves, arrives }: Slots): Arrow[] {
  const key = (arrow: Arrow): number[] => {
    const { leg } = arrow;
    const slots = [leaves.get(arrow) ?? 0, arrives.get(arrow) ?? 0];
    return [leg.leaves, leg.from, slots[0] ?? 0, leg.to, leg.arrives, slots[1] ?? 0];
  };
  const keyed = arrows.map((arrow) => ({ arrow, key: key(arrow) }));
  keyed.sort((a, b) => {
    const at = a.key.findIndex((value, index) => value !== b.key[index]);
    return at < 0 ? 0 : (a.key[at] ?? 0) - (b.key[at] ?? 0);
  });
  return keyed.map(({ arrow }) => arrow);
}

function arrowGroup(arrow: Arrow, picture: Picture): string {
  const { leg, ending, onTheWay, isMade, also } = arrow;
  const { message, delivery, steps } = leg;
  const target = targetOf(arrow, picture);
  const drawn = paintArrow(arrow, lineStartOf(arrow, picture), target, picture.frame);
  const own = steps.filter((step) => step.delivery === undefined || step.delivery === delivery);
  const isBroken = own.some(({ broken }) => broken);
  const classes = [
    'message',
    ...(message.stage === undefined ? [] : [`stage-${message.stage}`]),
    ending,
    ...onTheWay,
    ...(isMade ? ['made'] : []),
    ...(message.instead === undefined ? [] : ['instead']),
    ...(also.length > 0 ? ['many'] : []),
    ...(isBroken ? ['broken'] : []),
  ];
  const arrival = own.find(({ kind }) => kind === 'delivered');
  const reached = arrival === undefined ? undefined : picture.reached.get(arrival.index);
  const brokenAt = own.find(({ broken }) => broken)?.kind === 'delivered' ? target : undefined;
  return element(
    'g',
    { class: classes.join(' '), ...dataOf(arrow, picture) },
    picture.data ? tipOf(own, picture.say) : '',
    drawn.line,
    drawn.signs,
    reached === undefined ? '' : diamondAt(target, reached),
    isBroken ? broken(brokenAt ?? startOf(arrow, picture), picture) : '',
  );
}

/** What stands for an altered message starts where that one was altered. */
function lineStartOf(arrow: Arrow, picture: Picture): Point {
  const { instead } = arrow.leg.message;
  if (instead === undefined) return startOf(arrow, picture);
  const replaced = picture.arrows.find(
    ({ leg, ending }) => ending === 'altered' && leg.message.number === instead,
  );
  return replaced === undefined
    ? startOf(arrow, picture)
    : toward(startOf(replaced, picture), targetOf(replaced, picture), ALTERED_AT);
}

function dataOf(
  { leg, also }: Arrow,
  { data }: Picture,
): Record<string, string | number | undefined> {
  if (!data) return {};
  return {
    'data-message': leg.message.number,
    'data-delivery': leg.delivery,
    'data-also': also.length === 0 ? undefined : also.join(' '),
  };
}

function markGroup(mark: Mark, picture: Picture): string {
  const { frame, slots, say, data } = picture;
  const at = frame.point(mark.lane, frame.along(mark.line, slots.marks.get(mark) ?? 0));
  const { step } = mark;
  const attributes = {
    class: `event ${step.kind}${step.broken ? ' broken' : ''}`,
    'data-event': data ? step.event : undefined,
  };
  const tip = data ? tipOf([step], say) : '';
  const ring = step.broken ? broken(at, picture) : '';
  return element('g', attributes, tip, ring, paintMark(mark, at, frame, say));
}

/** The moment at which a rule broke: a ring, and a line across all lanes. */
function broken([x, y]: Point, { frame }: Picture): string {
  const { left, right } = frame;
  const d = frame.direction === 'down' ? path([left, y], [right, y]) : path([x, left], [x, right]);
  const across = element('path', { class: 'across', d });
  return across + element('circle', { class: 'ring', cx: x, cy: y, r: 13 });
}

/** What a reader is told who points at something. */
function tipOf(steps: readonly Step[], say: Say): string {
  const said = steps.map(({ text }) => say(text)).join(' → ');
  return element('title', {}, safeText(said, MAX_TIP_CHARS));
}
