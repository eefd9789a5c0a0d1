import { init } from 'echarts';
import type { Say } from '../text/language.ts';
import { type Message, t } from '../text/text.ts';
import { fitToSquare } from './fit.ts';
import type { Price } from './measure.ts';
import { WORK } from './profile.ts';
import { workName } from './words.ts';

const SIZE = { width: 720, height: 420 };
/** The library reckons with narrower letters than a browser draws. */
const LEGEND = { bottom: 0, itemGap: 28 };
/** Points of a fitted curve. */
const CURVE_POINTS = 40;

type Series = { name: string; points: readonly (readonly [number, number])[]; dashed?: boolean };

/** The charts of a bench as SVG, by file name; only those for which there is more than one point. */
export function charts(prices: readonly Price[], say: Say): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const n = ({ n }: Price): number => n;
  const bySize = (
    title: Message,
    y: Message,
    of: (price: Price) => number,
    fits: boolean,
  ): string => {
    const series = seriesOf(prices, named, (price) => [n(price), of(price)], say);
    const about = { title: say(title), x: say(t`servers (n)`), y: say(y) };
    return lines(about, fits ? withFit(series, say) : series);
  };
  if (new Set(prices.map(n)).size > 1) {
    const messages = bySize(
      t`Messages a request`,
      t`answers included`,
      (one) => one.messages,
      true,
    );
    files.set('messages.svg', messages);
    const latency = bySize(t`Latency`, t`ms, median`, ({ latencyMs }) => latencyMs.p50, false);
    files.set('latency.svg', latency);
    const cpu = bySize(t`CPU time of the servers a request`, t`ms`, ({ cpuMs }) => cpuMs, true);
    files.set('cpu.svg', cpu);
  }
  if (new Set(prices.map(({ clients }) => clients)).size > 1) {
    const name = ({ f, valueBytes }: Price): Message => t`f = ${f}, ${valueBytes} B`;
    const series = seriesOf(prices, name, (one) => [one.clients, one.perSecond], say);
    const about = { title: say(t`Throughput`), x: say(t`clients`), y: say(t`requests a second`) };
    files.set('throughput.svg', lines(about, series));
  }
  files.set('spent.svg', spentChart(prices, say));
  return files;
}

/** One line a name, through its points in the order in which they were measured. */
function seriesOf(
  prices: readonly Price[],
  nameOf: (price: Price) => Message,
  pointOf: (price: Price) => readonly [number, number],
  say: Say,
): Series[] {
  const series = new Map<string, (readonly [number, number])[]>();
  for (const price of prices) {
    const name = say(nameOf(price));
    series.set(name, [...(series.get(name) ?? []), pointOf(price)]);
  }
  return [...series].map(([name, points]) => ({ name, points }));
}

function named({ clients, valueBytes }: Price): Message {
  return clients === 1 ? t`1 client, ${valueBytes} B` : t`${clients} clients, ${valueBytes} B`;
}

/** Adds the fit to n² through all points. */
function withFit(series: readonly Series[], say: Say): Series[] {
  const points = series.flatMap((one) => one.points.map(([n, y]) => ({ n, y })));
  const fit = fitToSquare(points);
  if (fit === undefined) return [...series];
  const ns = points.map(({ n }) => n);
  const [least, most] = [Math.min(...ns), Math.max(...ns)];
  const curve = Array.from({ length: CURVE_POINTS + 1 }, (_, index) => {
    const n = least + ((most - least) * index) / CURVE_POINTS;
    return [n, fit.constant + fit.factor * n * n] as const;
  });
  const quality = fit.rSquared.toFixed(3);
  const name = say(t`${fit.constant.toFixed(1)} + ${fit.factor.toFixed(2)} n² (R² ${quality})`);
  return [...series, { name, points: curve, dashed: true }];
}

interface About {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

function lines({ title, x, y }: About, series: readonly Series[]): string {
  return drawn({
    title: { text: title },
    legend: { ...LEGEND, data: series.map(({ name }) => name) },
    grid: { left: 70, right: 30, top: 60, bottom: 90 },
    xAxis: { type: 'value', name: x, nameLocation: 'middle', nameGap: 28, min: 0 },
    yAxis: { type: 'value', name: y, min: 0 },
    series: series.map(({ name, points, dashed = false }) => ({
      ...{ name, type: 'line', data: points.map((point) => [...point]), symbolSize: 8 },
      ...(dashed ? { showSymbol: false, lineStyle: { type: 'dashed', width: 1.5 } } : {}),
    })),
  });
}

/** Where CPU time went, one bar for each setting. */
function spentChart(prices: readonly Price[], say: Say): string {
  const names = prices.map(({ n, clients, valueBytes }) => `n=${n} c=${clients} ${valueBytes}B`);
  return drawn({
    title: { text: say(t`Where the CPU time of the servers goes, ms a request`) },
    legend: LEGEND,
    grid: { left: 120, right: 30, top: 50, bottom: 80 },
    xAxis: { type: 'value' },
    yAxis: { type: 'category', data: names, inverse: true },
    series: WORK.map((work) => ({
      ...{ name: say(workName(work)), type: 'bar', stack: 'all' },
      data: prices.map(({ spent, cpuMs }) => spent[work] * cpuMs),
    })),
  });
}

function drawn(option: object): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption({ animation: false, backgroundColor: '#ffffff', ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
