import { CAPTION_LINE, captionWrapped, type Frame, type Point } from './frame.ts';
import { legendOf } from './legend.ts';
import { isLong, textLines } from './paint-frame.ts';
import type { Picture } from './place.ts';
import { captionKind, isBad } from './words.ts';

const MARGIN = 12;
const GAP = 16;
/** Room for the names that stand once more under a long drawing. */
const NAMES = 52;

/** What stands below a drawing, and where that ends: captions with numbers, and the legend. */
export function belowOf(
  picture: Picture,
  needed: number,
  width: number,
): { readonly svg: string; readonly bottom: number } {
  const { frame, lanes, lines, say, reached, arrows } = picture;
  const isDown = frame.direction === 'down';
  const end = isDown ? frame.end + (isLong(frame) ? NAMES : 0) : frame.right;
  const list = isDown ? { svg: '', height: 0 } : listOf(frame, [MARGIN, end + GAP], width);
  const shown = arrows.flatMap(({ leg }) =>
    leg.steps.flatMap(({ index }) => reached.get(index) ?? []),
  );
  const isBroken = lines.captions.some(({ item }) => captionKind(item) === 'broken');
  const occurring = {
    ...{ arrows, lanes, needed, isBroken },
    marks: lines.marks,
    reached: new Set(shown),
  };
  const top = end + GAP + list.height;
  const legend = legendOf(occurring, say, [MARGIN, top], width);
  return { svg: list.svg + legend.svg, bottom: top + legend.height };
}

/** The captions of a drawing to the right, by the numbers that stand in it. */
function listOf(
  frame: Frame,
  [x, top]: Point,
  width: number,
): { readonly svg: string; readonly height: number } {
  let height = 0;
  const parts = frame.captions.map(({ lines, kind }, index) => {
    const said = captionWrapped(`${index + 1}. ${lines.join(' ')}`, kind, width);
    const svg = textLines(said, x, top + height, isBad(kind) ? 'wrong' : '');
    height += said.length * CAPTION_LINE + 3;
    return svg;
  });
  return { svg: parts.join(''), height: height === 0 ? 0 : height + 8 };
}
