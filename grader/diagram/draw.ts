import { replayOf } from '../replay/replay.ts';
import type { SceneTrace } from '../score/trace.ts';
import { sayIn } from '../text/language.ts';
import { t } from '../text/text.ts';
import { arrowsOf } from './arrows.ts';
import { belowOf } from './below.ts';
import { frameOf } from './frame.ts';
import { labelsEnd } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { linesOf } from './lines.ts';
import type { DrawOptions } from './options.ts';
import { paintPicture } from './picture.ts';
import type { Picture } from './place.ts';
import { reachedOf } from './reached.ts';
import { scopeOf } from './scope.ts';
import { slotsOf } from './slots.ts';
import { styleOf } from './style.ts';
import { element, safeText } from './svg.ts';
import { describe } from './words.ts';

export type { DrawOptions } from './options.ts';

const MARGIN = 12;
const TITLE_HEIGHT = 26;
const MAX_TITLE_CHARS = 120;
const MAX_DESCRIPTION_CHARS = 400;
const MIN_WIDTH = 360;
/** Time goes a little further than what happened. */
const ROOM_RIGHT = 24;

/**
 * Draws what was seen in one cluster as a space–time diagram: a complete `<svg>`, as text. It is a
 * function of its arguments.
 *
 * Every arrow is a group with `data-message`, `data-delivery` where it arrived, and `data-also` where
 * it stands for several; every other mark and step of the story one with `data-event`. The classes of
 * arrows are `message`, `stage-0` … `stage-4`, and how they end and what happened on the way; see
 * docs/dev/trace.md.
 */
export function drawTrace(trace: SceneTrace, options: DrawOptions): string {
  const replay = options.replay ?? replayOf(trace);
  const { direction = 'down', times = true, collapse = true } = options;
  const say = sayIn(options.language);
  const lanes = lanesOf(trace, replay.steps);
  const scope = scopeOf(trace, replay, options);
  const lines = linesOf(trace, lanes, scope.items, times);
  const arrows = arrowsOf(lines.legs, lanes, collapse);
  const slots = slotsOf(arrows, lines.marks, lanes, times);
  const top = MARGIN + (options.title === undefined ? 0 : TITLE_HEIGHT);
  const frame = frameOf({ lines, slots, lanes }, { direction, times, say }, top);
  const picture: Picture = {
    ...{ frame, lanes, lines, arrows, slots, say, times, data: options.data ?? true },
    reached: reachedOf(replay),
    hasOneSeq: scope.seqs.length === 1,
  };
  return assemble(trace, options, picture, scope.seqs);
}

function assemble(
  trace: SceneTrace,
  options: DrawOptions,
  picture: Picture,
  seqs: readonly number[],
): string {
  const { frame, lines, arrows, say } = picture;
  const isDown = frame.direction === 'down';
  const frameRight = isDown ? Math.max(frame.right, labelsEnd(picture)) : frame.end + ROOM_RIGHT;
  const width = Math.max(MIN_WIDTH, frameRight + MARGIN);
  const below = belowOf(picture, 2 * trace.f, width - 2 * MARGIN);
  const height = below.bottom + MARGIN;
  const executions = lines.marks.filter(({ step }) => step.kind === 'executed').length;
  const drawn = {
    messages: arrows.reduce((sum, { also }) => sum + 1 + also.length, 0),
    executions,
    seqs,
  };
  const said = describe(trace, drawn).map(say);
  const title = options.title ?? say(t`Messages of one cluster`);
  const prefix = options.prefix ?? 'diagram';
  const ids = { title: `${prefix}-title`, description: `${prefix}-description` };
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'message-diagram',
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    width: Math.ceil(width),
    height: Math.ceil(height),
    role: 'img',
    lang: options.language === 'zh' ? 'zh-CN' : 'en',
    'aria-labelledby': `${ids.title} ${ids.description}`,
  };
  const heading = options.title === undefined ? '' : headingOf(options.title);
  return element(
    'svg',
    attributes,
    element('title', { id: ids.title }, safeText(title, MAX_TITLE_CHARS)),
    element('desc', { id: ids.description }, safeText(said.join(' '), MAX_DESCRIPTION_CHARS)),
    element('style', {}, styleOf()),
    element('rect', { class: 'back', x: 0, y: 0, width, height, rx: 6 }),
    heading,
    paintPicture(picture),
    below.svg,
  );
}

function headingOf(title: string): string {
  return element(
    'text',
    { class: 'title', x: MARGIN, y: MARGIN + 14 },
    safeText(title, MAX_TITLE_CHARS),
  );
}
