import type { Say } from '../text/language.ts';
import { type Message, t } from '../text/text.ts';
import { fitToSquare } from './fit.ts';
import type { Price } from './measure.ts';
import { type Curve, type Line, lineChart, shareChart } from './plot.ts';
import { WORK } from './profile.ts';
import type { BenchReport } from './report.ts';
import { serverFloorMs } from './table.ts';
import { workName } from './words.ts';

/** Points of a curve. */
const CURVE_POINTS = 40;

type Points = readonly (readonly [number, number])[];

/** The charts of a bench as SVG, by name; only those for which there is more than one point. */
export function charts(report: BenchReport, say: Say): ReadonlyMap<string, string> {
  const { prices } = report;
  const least = Math.min(...prices.map(({ batch }) => batch));
  const alike = prices.filter(({ batch }) => batch === least);
  return new Map([
    ...(differ(alike, 'n') ? bySize(alike, report, say) : []),
    ...(differ(alike, 'clients') ? [['throughput', byClients(alike, say)] as const] : []),
    ...(differ(prices, 'batch') ? [['batch', byBatch(prices, say)] as const] : []),
    ['spent', spent(prices, say)],
  ]);
}

function differ(prices: readonly Price[], what: 'n' | 'clients' | 'batch'): boolean {
  return new Set(prices.map((price) => price[what])).size > 1;
}

function bySize(
  prices: readonly Price[],
  { cost }: BenchReport,
  say: Say,
): [name: string, svg: string][] {
  const x = say(t`servers (n)`);
  const linesOf = (of: (price: Price) => number): Line[] =>
    linesBy(prices, BY_LOAD, (price) => [price.n, of(price)], say);
  const batch = prices[0]?.batch ?? 1;
  const floorOf = (n: number): number => serverFloorMs({ f: (n - 1) / 3, batch }, cost);
  const floor = { name: say(t`floor: signatures only`), points: curve(prices, floorOf) };
  const titles = {
    messages: {
      ...{ title: say(t`Messages a request`), y: say(t`sent by the servers, answers included`), x },
    },
    latency: {
      ...{ title: say(t`Latency`), y: say(t`ms, median, on a logarithmic scale`), x },
      growth: 'y' as const,
    },
    cpu: {
      ...{ title: say(t`CPU time of the servers a request`), x },
      y: say(t`ms, all servers together`),
    },
  };
  const messages = linesOf((one) => one.messages);
  return [
    ['messages', lineChart(titles.messages, messages, fitOf(prices, say))],
    [
      'latency',
      lineChart(
        titles.latency,
        linesOf(({ latencyMs }) => latencyMs.p50),
      ),
    ],
    [
      'cpu',
      lineChart(
        titles.cpu,
        linesOf(({ cpuMs }) => cpuMs),
        [floor],
      ),
    ],
  ];
}

function byClients(prices: readonly Price[], say: Say): string {
  const lines = linesBy(prices, BY_SIZE, (one) => [one.clients, one.perSecond], say);
  const about = { title: say(t`Throughput`), x: say(t`clients`), y: say(t`requests a second`) };
  return lineChart({ ...about, growth: 'x' }, lines);
}

/** Lines of one point are left out: not every setting need be measured with every batch. */
function byBatch(prices: readonly Price[], say: Say): string {
  const lines = linesBy(prices, BY_BOTH, (one) => [one.batch, one.perSecond], say);
  const title = say(t`Throughput by the size of a batch`);
  const about = { title, x: say(t`requests a seq, at most`), y: say(t`requests a second`) };
  return lineChart(
    { ...about, growth: 'x' },
    lines.filter(({ points }) => points.length > 1),
  );
}

/** What a line is called, and which ones have its colour. */
interface Kind {
  readonly name: (price: Price) => Message;
  readonly group: (price: Price) => string;
}
const BY_LOAD: Kind = { name: loadName, group: ({ clients }) => `${clients}` };
const BY_SIZE: Kind = {
  name: ({ f, valueBytes }) => t`f = ${f}, ${valueBytes} B`,
  group: ({ f }) => `${f}`,
};
const BY_BOTH: Kind = {
  name: (price) => t`f = ${price.f}, ${loadName(price)}`,
  group: ({ f, clients }) => `${f} ${clients}`,
};

/** One line a name, through its points in the order in which they were measured. */
function linesBy(
  prices: readonly Price[],
  { name, group }: Kind,
  pointOf: (price: Price) => readonly [number, number],
  say: Say,
): Line[] {
  const groups = [...new Set(prices.map(group))];
  const lines = new Map<string, Line>();
  for (const price of prices) {
    const [called, hue] = [say(name(price)), groups.indexOf(group(price))];
    const mark = [...lines.values()].filter((line) => line.hue === hue).length;
    const { points, ...line } = lines.get(called) ?? { name: called, hue, mark, points: [] };
    lines.set(called, { ...line, points: [...points, pointOf(price)] });
  }
  return [...lines.values()];
}

function loadName({ clients, valueBytes }: Price): Message {
  return clients === 1 ? t`1 client, ${valueBytes} B` : t`${clients} clients, ${valueBytes} B`;
}

/** The fit to n² through all points, where each request has a seq of its own. */
function fitOf(prices: readonly Price[], say: Say): Curve[] {
  const points = prices
    .filter(({ batch }) => batch === 1)
    .map(({ n, messages }) => ({ n, y: messages }));
  const fit = fitToSquare(points);
  if (fit === undefined) return [];
  const [constant, factor] = [fit.constant.toFixed(1), fit.factor.toFixed(2)];
  const name = say(t`${constant} + ${factor} n² (R² ${fit.rSquared.toFixed(3)})`);
  return [{ name, points: curve(prices, (n) => fit.constant + fit.factor * n * n) }];
}

function curve(prices: readonly Price[], of: (n: number) => number): Points {
  const ns = prices.map(({ n }) => n);
  const [least, most] = [Math.min(...ns), Math.max(...ns)];
  return Array.from({ length: CURVE_POINTS + 1 }, (_, index) => {
    const n = least + ((most - least) * index) / CURVE_POINTS;
    return [n, of(n)] as const;
  });
}

/** Where CPU time went, one bar for each setting. */
function spent(prices: readonly Price[], say: Say): string {
  const nameOf = (price: Price): string =>
    price.batch === 1
      ? say(t`n = ${price.n}, ${loadName(price)}`)
      : say(t`n = ${price.n}, ${loadName(price)}, batch ${price.batch}`);
  return shareChart(
    say(t`Where the CPU time of the servers goes`),
    prices.map(nameOf),
    WORK.map((work) => ({
      name: say(workName(work)),
      percents: prices.map((price) => price.spent[work] * 100),
    })),
  );
}
