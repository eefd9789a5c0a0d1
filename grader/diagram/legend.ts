import type { Say } from '../text/language.ts';
import { type Message, t } from '../text/text.ts';
import { type Arrow, STAGE_NAMES } from './arrows.ts';
import type { Point } from './frame.ts';
import type { Lanes } from './lanes.ts';
import type { Mark } from './lines.ts';
import { widthOf } from './measure.ts';
import { pill } from './paint-marks.ts';
import { crossAt, diamondAt, noEntryAt, notEqualAt, pauseAt, waitAt } from './signs.ts';
import { element, path, safeText } from './svg.ts';

/** What a drawing has, of which the legend tells only what occurs. */
export interface Occurring {
  readonly arrows: readonly Arrow[];
  readonly marks: readonly Mark[];
  readonly reached: ReadonlySet<'prepared' | 'committed'>;
  readonly lanes: Lanes;
  readonly needed: number;
  readonly isBroken: boolean;
}

interface Entry {
  readonly text: Message;
  /** Draws the sample: its left end is at the point. */
  readonly sample: (at: Point) => string;
}

const SAMPLE = 30;
const FONT = 11;
const ROW = 20;
const GAP = 18;

/** The legend from a corner, in rows of this width, and how high it is. */
export function legendOf(
  occurring: Occurring,
  say: Say,
  corner: Point,
  width: number,
): { readonly svg: string; readonly height: number } {
  let [x, y] = corner;
  const parts: string[] = [];
  for (const { text, sample } of entriesOf(occurring)) {
    const told = say(text);
    const size = SAMPLE + 6 + widthOf(told, FONT);
    if (x > corner[0] && x + size > corner[0] + width) {
      x = corner[0];
      y += ROW;
    }
    const words = element(
      'text',
      { class: 'small', x: x + SAMPLE + 6, y: y + 14 },
      safeText(told, 120),
    );
    parts.push(sample([x, y + 10]), words);
    x += size + GAP;
  }
  if (parts.length === 0) return { svg: '', height: 0 };
  return { svg: element('g', { class: 'legend' }, ...parts), height: y + ROW - corner[1] };
}

function entriesOf(occurring: Occurring): Entry[] {
  return [...stageEntries(occurring), ...arrowEntries(occurring), ...markEntries(occurring)];
}

function stageEntries({ arrows }: Occurring): Entry[] {
  const stages = new Set(arrows.map(({ leg }) => leg.message.stage));
  return STAGE_NAMES.flatMap((name, stage): Entry[] =>
    stages.has(stage) ? [{ text: `${stage} ${name}`, sample: arrow(`stage-${stage}`) }] : [],
  );
}

function arrowEntries({ arrows }: Occurring): Entry[] {
  const endings = new Set(arrows.map(({ ending }) => ending));
  const onTheWay = new Set(arrows.flatMap((one) => one.onTheWay));
  const when = (is: boolean, text: Message, sample: Entry['sample']): Entry[] =>
    is ? [{ text, sample }] : [];
  const line = (className: string, sign: (at: Point) => string) => signed(className, sign);
  return [
    ...when(
      arrows.some(({ isMade }) => isMade),
      t`sent by the grader`,
      arrow('made stage-3'),
    ),
    ...when(onTheWay.has('held'), t`held back for a while`, line('held', pauseAt)),
    ...when(onTheWay.has('delayed'), t`delayed`, line('delayed', waitAt)),
    ...when(onTheWay.has('copied'), t`delivered once more`, doubled),
    ...when(endings.has('refused'), t`to be refused: forged or wrong`, line('refused', noEntryAt)),
    ...when(
      endings.has('uncounted'),
      t`not counted: too late, or counted before`,
      arrow('uncounted'),
    ),
    ...when(endings.has('altered'), t`altered on the way`, line('', notEqualAt)),
    ...when(endings.has('dropped') || endings.has('lost'), t`lost`, line('', crossAt)),
    ...when(
      endings.has('pending'),
      t`did not arrive`,
      line('', () => ''),
    ),
    ...when(
      arrows.some(({ also }) => also.length > 0),
      t`several alike`,
      arrow('many'),
    ),
    ...when(
      arrows.some(({ letter }) => letter !== undefined),
      t`A, B: different requests for one seq`,
      () => '',
    ),
    ...when(
      arrows.some(({ leg }) => leg.message.error !== undefined),
      t`! answered with an error`,
      () => '',
    ),
  ];
}

function markEntries({ marks, reached, lanes, needed, isBroken }: Occurring): Entry[] {
  const entries: Entry[] = [];
  const middle = ([x, y]: Point): Point => [x + SAMPLE / 2, y];
  if (reached.has('prepared')) {
    entries.push({
      text: t`prepared: proposal and ${needed} prepares of others`,
      sample: (at) => diamondAt(middle(at), 'prepared'),
    });
  }
  if (reached.has('committed')) {
    entries.push({
      text: t`committed: prepared and ${needed} commits of others`,
      sample: (at) => diamondAt(middle(at), 'committed'),
    });
  }
  if (marks.some(({ step }) => step.kind === 'executed')) {
    entries.push({
      text: t`executed, with its seq`,
      sample: (at) => element('g', { class: 'executed' }, pill('1', middle(at))),
    });
  }
  if (lanes.all.some(({ kind }) => kind === 'played')) {
    entries.push({ text: t`played: by the grader, not by the submission`, sample: box });
  }
  if (isBroken) {
    entries.push({
      text: t`here a rule is broken`,
      sample: (at) => {
        const [cx, cy] = middle(at);
        return element('circle', { class: 'ring', cx, cy, r: 7 });
      },
    });
  }
  return entries;
}

function arrow(className: string): Entry['sample'] {
  return ([x, y]) => {
    const line = element('path', { class: 'line', d: path([x, y], [x + SAMPLE - 8, y]) });
    return element('g', { class: className }, line, headAt(x + SAMPLE, y));
  };
}

function doubled([x, y]: Point): string {
  return arrow('')([x, y]) + headAt(x + SAMPLE - 7, y);
}

function signed(className: string, sign: (at: Point) => string): Entry['sample'] {
  return ([x, y]) => {
    const line = element('path', { class: 'line', d: path([x, y], [x + SAMPLE - 2, y]) });
    return element('g', { class: className }, line, sign([x + SAMPLE / 2, y]));
  };
}

function headAt(x: number, y: number): string {
  const d = `${path([x, y], [x - 9, y - 3.6], [x - 9, y + 3.6])}Z`;
  return element('path', { class: 'head', d });
}

function box([x, y]: Point): string {
  return element('rect', {
    class: 'box played',
    x: x + 5,
    y: y - 6,
    width: SAMPLE - 10,
    height: 12,
    rx: 3,
  });
}
