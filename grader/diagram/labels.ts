import { type Arrow, wordOf } from './arrows.ts';
import type { Point } from './frame.ts';
import { widthOf } from './measure.ts';
import { markReach } from './paint-marks.ts';
import { type Picture, startOf } from './place.ts';
import { cut, element, safeText } from './svg.ts';

const MAX_LABEL_CHARS = 28;

const FONT = 11;

interface Label {
  readonly text: string;
  readonly at: Point;
  readonly endsThere: boolean;
  readonly stage: number | undefined;
}

/** The names of messages, once for all that one server sends of a kind, beside where they start. */
export function labelsOf(picture: Picture): string[] {
  const labels = picture.slots.fans.flatMap((fan) => labelOf(fan, picture) ?? []);
  labels.sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0]);
  return labels.map(({ text, at, endsThere, stage }) => {
    const own = stage === undefined ? '' : ` stage-${stage}`;
    const className = `label${own}${endsThere ? ' end' : ''}`;
    return element(
      'text',
      { class: className, x: at[0], y: at[1] },
      safeText(text, MAX_LABEL_CHARS),
    );
  });
}

/** How far to the right labels reach. */
export function labelsEnd(picture: Picture): number {
  const ends = picture.slots.fans.map((fan) => {
    const label = labelOf(fan, picture);
    if (label === undefined || label.endsThere) return 0;
    return label.at[0] + widthOf(cut(label.text, MAX_LABEL_CHARS), FONT);
  });
  const words = picture.lines.marks.map(
    ({ lane, step }) => picture.frame.across(lane) + markReach(step, picture.say),
  );
  return [...ends, ...words].reduce((a, b) => Math.max(a, b), 0);
}

function labelOf(fan: readonly Arrow[], picture: Picture): Label | undefined {
  const [first] = fan;
  if (first === undefined) return undefined;
  const { frame, lines, slots } = picture;
  const { from, message } = first.leg;
  const [x, y] = startOf(first, picture);
  const isReply = lines.marks.some(({ reply }) => reply === message.number);
  const label = { text: wordsOf(fan, picture), stage: message.stage };
  const goesLeft = fan.every(({ leg }) => leg.to < from);
  const goesRight = fan.every(({ leg }) => leg.to > from);
  if (frame.direction === 'right') {
    const up = goesRight ? -6 - 12 * (slots.leaves.get(first) ?? 0) : goesLeft ? 14 : 4;
    return { ...label, at: [x + (isReply ? 13 : 7), y + up], endsThere: false };
  }
  // Beside the arrows where all go to one side, else above them.
  const aside = isReply ? 13 : 6;
  if (goesRight && from > 0) return { ...label, at: [x - aside, y + 4], endsThere: true };
  return { ...label, at: [x + aside, goesLeft ? y + 4 : y - 5], endsThere: false };
}

/** `prepare 5`; with the server that it names where that is another than its sender. */
function wordsOf(fan: readonly Arrow[], { hasOneSeq, lanes }: Picture): string {
  const [first] = fan;
  if (first === undefined) return '';
  const { leg, letter, also } = first;
  const { message, from } = leg;
  const { seq, id } = message;
  const party = lanes.all[from]?.party;
  const isOwn = id === undefined || id === party || lanes.all[from]?.kind === 'real';
  const times = also.length + 1;
  return [
    wordOf(message),
    ...(seq === undefined || hasOneSeq ? [] : [String(seq)]),
    ...(letter === undefined || times > 1 ? [] : [letter]),
    ...(isOwn || times > 1 ? [] : [`id ${id}`]),
    ...(times > 1 ? [`×${times}`] : []),
  ].join(' ');
}
