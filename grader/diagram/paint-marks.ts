import type { Step } from '../replay/types.ts';
import type { Say } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import type { Frame, Point } from './frame.ts';
import type { Mark } from './lines.ts';
import { widthOf } from './measure.ts';
import { crossAt } from './signs.ts';
import { cut, element, path, safeText } from './svg.ts';

const PILL_HEIGHT = 15;
const PILL_FONT = 11;
const WORD_GAP = 13;

/** What happened to a process, in a word. */
const HAPPENED: Readonly<Record<string, Said>> = {
  killed: t`killed`,
  exited: t`ended by itself`,
  frozen: t`stopped`,
  thawed: t`goes on`,
};

/** An execution, with its seq in it; or what happened to a process. */
export function paintMark({ step, event }: Mark, at: Point, frame: Frame, say: Say): string {
  if (step.kind === 'executed') return pill(String(event.seq ?? '?'), at);
  const word = wordAt(step, say);
  const [x, y] =
    frame.direction === 'down' ? [at[0] + WORD_GAP, at[1] + 4] : [at[0] - 4, at[1] - 12];
  const className = step.kind === 'killed' || step.kind === 'exited' ? 'label wrong' : 'label';
  return happened(step.kind, at) + element('text', { class: className, x, y }, safeText(word, 40));
}

/** How far beside the lane the mark of a step reaches, with its word. */
export function markReach(step: Step, say: Say): number {
  return step.kind === 'executed' ? 0 : WORD_GAP + widthOf(wordAt(step, say), PILL_FONT);
}

function wordAt({ kind }: Step, say: Say): string {
  const said = HAPPENED[kind];
  return said === undefined ? '' : say(said);
}

/** How wide the mark of an execution is. */
function pillWidth(seq: string): number {
  return Math.max(18, widthOf(cut(seq, 8), PILL_FONT) + 9);
}

export function pill(seq: string, [x, y]: Point): string {
  const width = pillWidth(seq);
  const box = element('rect', {
    class: 'pill',
    x: x - width / 2,
    y: y - PILL_HEIGHT / 2,
    width,
    height: PILL_HEIGHT,
    rx: 3,
  });
  return box + element('text', { class: 'seq', x, y: y + 4 }, safeText(seq, 8));
}

function happened(kind: string, at: Point): string {
  const [x, y] = at;
  if (kind === 'killed' || kind === 'exited') return crossAt(at, 8);
  const circle = element('circle', { class: 'sign', cx: x, cy: y, r: 8 });
  const inside =
    kind === 'frozen'
      ? path([x - 2.5, y - 4], [x - 2.5, y + 4]) + path([x + 2.5, y - 4], [x + 2.5, y + 4])
      : `${path([x - 2.5, y - 4], [x + 4, y], [x - 2.5, y + 4])}Z`;
  return circle + element('path', { class: 'sign', d: inside });
}
