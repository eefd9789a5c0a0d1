import { init } from 'echarts';
import { asFile, type Colour, HUES, PAPER, REST } from './svg.ts';

/** Small enough that letters can be read on a telephone. */
const WIDTH = 640;
const LEFT = 78;
const RIGHT = 28;
const TOP = 76;
const PLOT_HEIGHT = 270;
const ENTRY_HEIGHT = 26;
/** Between the plot and the legend: numbers and the name of the axis. */
const AXIS_HEIGHT = 70;
const BAR_HEIGHT = 24;
const BAR_NAMES = 246;
const SHARES_A_ROW = 4;
const BIG = 18;
const SMALL = 15;
/** Names of bars, which are many and long. */
const SMALLEST = 13;
const FONT = 'system-ui,sans-serif';
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

const light = ([colour]: Colour): string => colour;
const INK = { color: light(PAPER.ink), fontSize: SMALL };
const MUTED = { color: light(PAPER.muted), fontSize: SMALL };
const AXIS = {
  nameTextStyle: MUTED,
  axisLabel: MUTED,
  axisLine: { show: true, lineStyle: { color: light(PAPER.muted) } },
  axisTick: { lineStyle: { color: light(PAPER.muted) } },
  splitLine: { lineStyle: { color: light(PAPER.grid) } },
};

/** One line of a chart. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
  /** Which colour: lines that belong together have one. */
  readonly hue: number;
  /** Which of those that have one colour: told by the marks. */
  readonly mark: number;
}

/** Reckoned and not measured: dashed, with no marks. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** What is drawn: the title, what the axes are, and which of them grows by factors. */
export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly growth?: 'x' | 'y';
}

/** A chart of lines, whose legend is below in two columns: its place depends on no font. */
export function lineChart(
  { title, x, y, growth }: Plot,
  lines: readonly Line[],
  curves: readonly Curve[] = [],
): string {
  const entries = [...lines.map(legendEntry), ...curves.map(curveEntry)];
  const rows = Math.ceil(entries.length / 2);
  const places = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))];
  const bottom = AXIS_HEIGHT + rows * ENTRY_HEIGHT;
  const column = (of: number, left: number): object => ({
    ...{ orient: 'vertical', left, top: TOP + PLOT_HEIGHT + AXIS_HEIGHT - 8, itemGap: 11 },
    ...{ itemWidth: 34, padding: 0, textStyle: INK },
    data: entries.filter((_, index) => index % 2 === of),
  });
  const option = {
    title: titled(title, y),
    legend: [column(0, LEFT - 44), column(1, WIDTH / 2 + 8)],
    grid: { left: LEFT, right: RIGHT, top: TOP, bottom },
    xAxis: {
      ...AXIS,
      ...{ type: growth === 'x' ? 'log' : 'value', logBase: 2 },
      ...{ name: x, nameLocation: 'middle', nameGap: 32, splitLine: { show: false } },
      axisLabel: { ...MUTED, customValues: places },
      axisTick: { ...AXIS.axisTick, customValues: places },
    },
    yAxis: growth === 'y' ? { ...AXIS, type: 'log' } : { ...AXIS, type: 'value', min: 0 },
    series: [...lines.map(lineSeries), ...curves.map(curveSeries)],
  };
  return drawn(option, TOP + PLOT_HEIGHT + bottom, title);
}

function lineSeries({ name, points, hue, mark }: Line): object {
  const color = light(HUES[hue % HUES.length] ?? PAPER.ink);
  const inside = mark === 0 ? color : light(PAPER.back);
  const symbol = SYMBOLS[mark % SYMBOLS.length] ?? 'circle';
  return {
    ...{ name, type: 'line', data: points.map((point) => [...point]), symbol, symbolSize: 9 },
    itemStyle: { color: inside, borderColor: color, borderWidth: 2 },
    lineStyle: { color, width: 2 },
  };
}

function curveSeries({ name, points }: Curve): object {
  const { color } = INK;
  return {
    ...{ name, type: 'line', data: points.map((point) => [...point]), symbol: 'none' },
    ...{ itemStyle: { color }, lineStyle: { color, width: 2, type: 'dashed' } },
  };
}

function legendEntry({ name }: Line): object {
  return { name };
}

function curveEntry({ name }: Curve): object {
  return { name, itemStyle: { opacity: 0 } };
}

/** Parts of a whole, one bar a name. */
export function shareChart(
  title: string,
  names: readonly string[],
  parts: readonly { readonly name: string; readonly percents: readonly number[] }[],
): string {
  const rows = Math.ceil(parts.length / SHARES_A_ROW);
  const bottom = 44 + rows * ENTRY_HEIGHT;
  const legend = Array.from({ length: rows }, (_, row) => ({
    ...{ left: 24, bottom: 8 + (rows - 1 - row) * ENTRY_HEIGHT, itemGap: 26, padding: 0 },
    textStyle: INK,
    data: parts.slice(row * SHARES_A_ROW, (row + 1) * SHARES_A_ROW).map(({ name }) => name),
  }));
  const option = {
    title: titled(title, '%'),
    legend,
    grid: { left: BAR_NAMES, right: RIGHT, top: TOP, bottom },
    xAxis: { ...AXIS, type: 'value', min: 0, max: 100 },
    yAxis: {
      ...{ ...AXIS, type: 'category', data: [...names], inverse: true },
      axisLabel: { ...MUTED, fontSize: SMALLEST },
    },
    series: parts.map(({ name, percents }, index) => {
      const isLast = index === parts.length - 1;
      const color = light(isLast ? REST : (HUES[index % HUES.length] ?? REST));
      return { ...{ name, type: 'bar', stack: 'all', data: [...percents] }, itemStyle: { color } };
    }),
  };
  return drawn(option, TOP + names.length * BAR_HEIGHT + bottom, title);
}

function titled(text: string, subtext: string): object {
  const textStyle = { color: light(PAPER.ink), fontSize: BIG };
  return { text, subtext, left: 20, top: 12, itemGap: 8, textStyle, subtextStyle: MUTED };
}

function drawn(option: object, height: number, title: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    const backgroundColor = light(PAPER.back);
    chart.setOption({
      animation: false,
      backgroundColor,
      textStyle: { fontFamily: FONT },
      ...option,
    });
    return asFile(chart.renderToSVGString(), title);
  } finally {
    chart.dispose();
  }
}
