import { describe, expect, it } from 'vitest';
import { sayIn } from '../text/language.ts';
import { english } from '../text/text.ts';
import { charts } from './charts.ts';
import { BenchReport } from './report.ts';

type Price = BenchReport['prices'][number];

const price = (f: number, clients: number, batch = 1): Price => {
  const n = 3 * f + 1;
  return {
    ...{ f, n, clients, valueBytes: 16, batch, requests: 100, perSecond: 1_000 / n },
    ...{ latencyMs: { p50: n, p99: 2 * n, max: 3 * n }, messages: 4 * n * n, bytes: 1_024 * n },
    ...{ cpuMs: n, rssMb: 80 },
    spent: { crypto: 1, json: 0, sockets: 0, calls: 0, protocol: 0, collection: 0, other: 0 },
  };
};
const reportOf = (...prices: Price[]): BenchReport => {
  return { node: '20.0.0', cores: 2, apart: false, cost: { signMs: 0.05, verifyMs: 0.1 }, prices };
};
const grid = reportOf(price(1, 1), price(1, 16), price(2, 1), price(2, 16));
/** The words of a drawing; letters that XML escapes are in none of them. */
const wordsIn = (svg = ''): string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)/g)].map(([, words = '']) => words);

describe('the charts of a bench', () => {
  it('are one for each thing that grows, with the curve that fits', () => {
    const drawn = charts(grid, english);
    expect([...drawn.keys()]).toEqual(['messages', 'latency', 'cpu', 'throughput', 'spent']);
    expect(wordsIn(drawn.get('messages'))).toContain('0.0 + 4.00 n² (R² 1.000)');
    expect(wordsIn(drawn.get('cpu'))).toContain('floor: signatures only');
  });

  it('show no growth where there is one size', () => {
    expect([...charts(reportOf(price(1, 1)), english).keys()]).toEqual(['spent']);
  });

  it('have the numbers of servers and of clients that were measured under their axes', () => {
    const drawn = charts(grid, english);
    expect(wordsIn(drawn.get('latency'))).toEqual(expect.arrayContaining(['4', '7']));
    expect(wordsIn(drawn.get('latency'))).not.toContain('5');
    expect(wordsIn(drawn.get('throughput'))).toEqual(expect.arrayContaining(['1', '16']));
  });

  it('show batches apart: what n and clients do is shown without them', () => {
    const report = reportOf(...grid.prices, price(1, 16, 8), price(1, 16, 64));
    const drawn = charts(report, english);
    expect(wordsIn(drawn.get('batch'))).toEqual(
      expect.arrayContaining(['1', '8', '64', 'f = 1, 16 clients, 16 B']),
    );
    expect(wordsIn(drawn.get('batch'))).not.toContain('f = 2, 16 clients, 16 B');
    expect(drawn.get('messages')).toBe(charts(grid, english).get('messages'));
    expect(wordsIn(drawn.get('spent'))).toContain('n = 4, 16 clients, 16 B, batch 64');
  });

  it('claim no fit to n² where no request has a seq of its own', () => {
    const drawn = charts(reportOf(price(1, 16, 8), price(2, 16, 8)), english);
    expect(wordsIn(drawn.get('messages')).filter((words) => words.includes('n²'))).toEqual([]);
  });

  it('are the same bytes whenever they are drawn, with nothing for a mouse', () => {
    const [first, second] = [charts(grid, english), charts(grid, english)];
    expect([...second]).toEqual([...first]);
    for (const svg of first.values()) {
      expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
      expect(svg).not.toMatch(/zr\d|hover|ecmeta|class=/);
    }
  });

  it('have another colour in the dark for each of the light ones', () => {
    for (const svg of charts(grid, english).values()) {
      const used = [...svg.matchAll(/ (?:fill|stroke)="(#\w+)"/g)].map(([, colour = '']) => colour);
      const seen = new Set(used.filter((colour) => colour.length > '#000'.length));
      expect(seen.size).toBeGreaterThan(3);
      for (const colour of seen) expect(svg).toContain(`="${colour}"]{`);
    }
  });

  it('are told in Chinese, with no word of English but those of the handout', () => {
    const told = [...charts(grid, sayIn('zh')).values()].flatMap(wordsIn);
    const english = told.filter((words) => /[a-z]{3}/.test(words.replaceAll(/server|client/g, '')));
    expect(english).toEqual([]);
  });
});

describe('a bench that was kept', () => {
  it('is read as it was written', () => {
    expect(BenchReport.parse(JSON.parse(JSON.stringify(grid)))).toEqual(grid);
  });

  it('is refused with a number missing', () => {
    const [{ messages: _, ...first }, ...others] = grid.prices as [Price, ...Price[]];
    expect(BenchReport.safeParse({ ...grid, prices: [first, ...others] }).success).toBe(false);
  });
});
