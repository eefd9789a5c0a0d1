import { COLOURS } from '../../grader/diagram/style.ts';
import { element, path, safeText } from '../../grader/diagram/svg.ts';
import type { Language } from '../../grader/text/language.ts';
import { type Arrow, BOX_HEIGHT, type Box, type Layout, type Point } from './layout.ts';

const MARGIN = 6;
const FRAME_TITLE = 16;
const LEGEND_HEIGHT = 50;
const LEGEND_LINE = 36;
const HEAD = { length: 7, width: 3 };
const MAX_LABEL = 40;
/** Folders without a clock, files or sockets, as the rules on imports have it. */
const PURE = /^grader\/(?:diagram|oracles|replay|score|wire)$/;

const WORDS = {
  en: {
    title: 'The modules of the kit, and who imports whom',
    grader: 'grader/',
    lab: 'solution/, and from it starter/',
    imports: 'imports',
    starts: 'starts as a process',
    reads: 'reads the sources, never imports',
    pure: 'pure: no clock, no files, no sockets',
  },
  zh: {
    title: '各模块，以及谁导入谁',
    grader: 'grader/',
    lab: 'solution/（starter/ 由它生成）',
    imports: '导入',
    starts: '作为进程启动',
    reads: '读取源文件，从不导入',
    pure: '纯函数：不用时钟、文件和套接字',
  },
} as const;

type Words = (typeof WORDS)[Language];

/** The figure as SVG. It has a background of its own, so that it can be read on a page of any colour. */
export function drawModules(layout: Layout, language: Language): string {
  const words = WORDS[language];
  const width = Math.ceil(layout.width) + 2 * MARGIN;
  const height = Math.ceil(layout.height) + 2 * MARGIN + LEGEND_HEIGHT;
  const drawn = [
    ...layout.frames.map(({ group, from, to }) => frame(from, to, group === 'lab', words)),
    ...layout.arrows.map(arrow),
    ...layout.boxes.map(box),
  ];
  const inside = [
    element('title', {}, words.title),
    element('style', {}, style()),
    element('rect', { class: 'back', width, height }),
    element('g', { transform: `translate(${MARGIN} ${MARGIN})` }, '\n', drawn.join('\n'), '\n'),
    legend(words, height - LEGEND_HEIGHT),
  ];
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  const named = { xmlns: 'http://www.w3.org/2000/svg', role: 'img', class: 'modules' };
  return `${element('svg', { ...named, ...size }, '\n', inside.join('\n'), '\n')}\n`;
}

function frame([x, y]: Point, [right, low]: Point, isLab: boolean, words: Words): string {
  const size = { x, y, width: right - x, height: low - y, rx: 6 };
  const title = element(
    'text',
    { x: x + 8, y: y + FRAME_TITLE, class: 'small' },
    safeText(isLab ? words.lab : words.grader, MAX_LABEL),
  );
  return element('rect', { class: 'frame', ...size }) + title;
}

function box({ id, label, centre: [x, y], width }: Box): string {
  const at = { x: x - width / 2, y: y - BOX_HEIGHT / 2, width, height: BOX_HEIGHT, rx: 4 };
  return (
    element('rect', { class: PURE.test(id) ? 'box pure' : 'box', ...at }) +
    element('text', { class: 'name', x, y: y + 5 }, safeText(label, MAX_LABEL))
  );
}

function arrow({ kind, curve, end }: Arrow): string {
  const [start = end, ...pieces] = curve;
  const line = `M${spot(start)}C${pieces.map(spot).join(' ')}`;
  return element('path', { class: kind, d: line }) + head(kind, curve.at(-1) ?? start, end);
}

/** A head from where the curve ends to where it points. */
function head(kind: string, [x, y]: Point, [endX, endY]: Point): string {
  const far = Math.hypot(endX - x, endY - y) || 1;
  const [dx, dy] = [(endX - x) / far, (endY - y) / far];
  const [backX, backY] = [endX - dx * HEAD.length, endY - dy * HEAD.length];
  const side = HEAD.width;
  const corners: Point[] = [
    [backX - dy * side, backY + dx * side],
    [endX, endY],
    [backX + dy * side, backY - dx * side],
  ];
  return element('path', { class: `head ${kind}`, d: `${path(...corners)}Z` });
}

function spot([x, y]: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

function legend(words: Words, top: number): string {
  const kinds = ['imports', 'starts', 'reads'] as const;
  const entry = (x: number, y: number, sign: string, text: string): string =>
    sign +
    element(
      'text',
      { class: 'small', x: x + LEGEND_LINE + 8, y: y + 4 },
      safeText(text, MAX_LABEL),
    );
  const line = (kind: (typeof kinds)[number], x: number, y: number): string =>
    arrow({
      kind,
      curve: [
        [x, y],
        [x + 9, y],
        [x + 18, y],
        [x + LEGEND_LINE - HEAD.length, y],
      ],
      end: [x + LEGEND_LINE, y],
    });
  const [left, middle] = [MARGIN + 8, MARGIN + 260];
  const [first, second] = [top + 12, top + 34];
  const swatch = { x: middle, y: second - 7, width: LEGEND_LINE, height: 14, rx: 3 };
  return [
    entry(left, first, line('imports', left, first), words.imports),
    entry(left, second, line('starts', left, second), words.starts),
    entry(middle, first, line('reads', middle, first), words.reads),
    entry(middle, second, element('rect', { class: 'box pure', ...swatch }), words.pure),
  ].join('\n');
}

function style(): string {
  const names = [
    'diagram-back',
    'diagram-tint',
    'diagram-text',
    'diagram-muted',
    'stage-1',
    'stage-3',
  ];
  const colours = (mode: 0 | 1): string =>
    names.map((name) => `--${name}:${COLOURS[name]?.[mode]}`).join(';');
  return [
    `.modules{${colours(0)};font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}`,
    `@media (prefers-color-scheme:dark){.modules{${colours(1)}}}`,
    '.modules text{fill:var(--diagram-text)}',
    '.modules .small{font-size:13px;fill:var(--diagram-muted)}',
    '.modules .name{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:14px;text-anchor:middle}',
    '.modules .back{fill:var(--diagram-back)}',
    '.modules .frame{fill:none;stroke:var(--diagram-muted);stroke-dasharray:4 3}',
    '.modules .box{fill:var(--diagram-back);stroke:var(--diagram-text)}',
    '.modules .pure{fill:var(--diagram-tint);stroke:var(--stage-1);stroke-width:2}',
    '.modules path{fill:none;stroke:var(--diagram-muted);stroke-width:1.2}',
    '.modules path.starts{stroke:var(--stage-3);stroke-width:2.6}',
    '.modules path.reads{stroke:var(--stage-3);stroke-dasharray:5 4;stroke-width:1.6}',
    '.modules path.head{fill:var(--diagram-muted);stroke:none}',
    '.modules path.head.starts,.modules path.head.reads{fill:var(--stage-3)}',
  ].join('\n');
}
