import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { build } from '../submission/build.ts';
import { FRAMEWORK } from '../submission/framework.ts';
import { english } from '../text/text.ts';
import { MeasuredCluster } from './cluster.ts';
import { fitToSquare } from './fit.ts';
import { floorMs, signatureCost, signaturesNeeded } from './floor.ts';
import { Load } from './load.ts';
import { type Measuring, measure, type Price } from './measure.ts';
import { spentOf, WORK } from './profile.ts';
import { pricesText } from './table.ts';

const SMALL = { f: 1, clients: 2, valueBytes: 16, batch: 1 };
const LIMIT_MS = 60_000;

let workDir = '';
beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(workDir, { recursive: true, force: true }));

async function measuring(tree: 'solution' | 'starter'): Promise<Measuring> {
  const source = await readFile(join(ROOT, tree, STUDENT_FILE), 'utf8');
  const lab = await build(source, FRAMEWORK, join(workDir, tree));
  const { signal } = new AbortController();
  return { lab, workDir, signal, seconds: 0.5, apart: false, onPhase: () => {} };
}

describe('the price of a request', () => {
  it(
    'is measured on real servers: four send each other what PBFT §4.2 says',
    async () => {
      const price = await measure(SMALL, await measuring('solution'));
      expect(price.requests).toBeGreaterThan(0);
      // Servers write n-1 pre-prepares, n(n-1) prepares and commits and n replies: 31. They answer all
      // that they get, so all but the replies, and the request: 28.
      expect(price.messages).toBeCloseTo(59);
      expect(price.latencyMs.p50).toBeGreaterThan(0);
      expect(price.latencyMs.p99).toBeGreaterThanOrEqual(price.latencyMs.p50);
      expect(price.cpuMs).toBeGreaterThan(0);
      const parts = WORK.map((work) => price.spent[work]);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1);
      expect(price.spent.crypto).toBeGreaterThan(0.05);
    },
    LIMIT_MS,
  );

  it(
    'is lower where requests that come together share a seq',
    async () => {
      const batched = { ...SMALL, clients: 12, batch: 16 };
      const { messages } = await measure(batched, await measuring('solution'));
      // Alone, a request takes 59 messages; its own are the answer to it and 4 replies.
      expect(messages).toBeGreaterThan(4);
      expect(messages).toBeLessThan(40);
    },
    LIMIT_MS,
  );

  it.each([
    ['share a port and a connection', false, [2, 1, 1, 1]], // the leader gets requests by one more
    ['have a port and a connection each', true, [6, 3, 3, 3]],
  ] as const)(
    'is measured with clients that %s',
    async (_, apart, connections) => {
      const { lab } = await measuring('solution');
      const { signal } = new AbortController();
      const cluster = await MeasuredCluster.start({ file: lab.file, f: 1, batch: 1, workDir });
      const load = await Load.open(cluster, { count: 3, apart }, 16, { signal });
      try {
        await load.settle();
        const others = 2 * 3 + 1; // to and from peers, and to the master
        const sockets = await cluster.sockets();
        expect(sockets.map((all) => all - others)).toEqual(connections);
      } finally {
        load.close();
        await cluster.close();
      }
    },
    LIMIT_MS,
  );

  it(
    'is that of a right cluster only: one that does not answer has none',
    async () => {
      const starter = { ...(await measuring('starter')), requestLimitMs: 1_000 };
      await expect(measure(SMALL, starter)).rejects.toThrow(/no answer to "put k.*" within 1 s/);
    },
    LIMIT_MS,
  );
});

describe('the floor', () => {
  it('is 14 signatures and 25 verifications at f = 1', () => {
    expect(signaturesNeeded(1)).toEqual({ signed: 14, verified: 25 });
    expect(floorMs(1, 1, { signMs: 1, verifyMs: 10 })).toBe(264);
  });

  it('is lower where requests share a seq, but not below request and replies', () => {
    // 1 request, 4 replies; verified by 4 servers and the client: 2. For a seq 9 and 19 in addition.
    expect(signaturesNeeded(1, 10)).toEqual({ signed: 5.9, verified: 7.9 });
  });

  it('costs more to verify than to make, on every machine', () => {
    const { signMs, verifyMs } = signatureCost();
    expect(signMs).toBeGreaterThan(0);
    expect(verifyMs).toBeGreaterThan(signMs);
  });
});

describe('the fit to n²', () => {
  it('finds the curve that the points are on', () => {
    const points = [4, 7, 10, 16].map((n) => ({ n, y: 3 + 2 * n * n }));
    const { constant, factor, rSquared } = fitToSquare(points) ?? {};
    expect(constant).toBeCloseTo(3);
    expect(factor).toBeCloseTo(2);
    expect(rSquared).toBeCloseTo(1);
  });

  it('says when a straight line fits better: then it fits badly', () => {
    const points = [4, 7, 10, 16, 31].map((n) => ({ n, y: n }));
    expect(fitToSquare(points)?.rSquared).toBeLessThan(0.97);
  });

  it('needs two sizes', () => {
    expect(fitToSquare([4, 4].map((n) => ({ n, y: 1 })))).toBeUndefined();
  });
});

describe('a profile', () => {
  const lab = {
    file: 'naive.cjs',
    readable: (place: string) => place.replace('/x/naive.cjs:1', 'zpbft/crypto.ts:1'),
  };
  const frame = (functionName: string, url: string) => ({
    callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 },
  });

  it('is told by kinds of work, without the time in which nothing was to do', () => {
    const profile = {
      nodes: [
        { id: 1, ...frame('(idle)', '') },
        { id: 2, ...frame('verify', '/x/naive.cjs') },
        { id: 3, ...frame('writev', '') },
        { id: 4, ...frame('onStreamRead', 'node:internal/stream_base_commons') },
        { id: 5, children: [6], ...frame('ours', '/x/naive.cjs') },
        { id: 6, ...frame('what_the_addon_calls_it', '') },
        { id: 7, ...frame('what_nobody_calls', '') },
      ],
      samples: [1, 2, 3, 4, 2, 6, 7],
      timeDeltas: [1_000, 10, 20, 10, 30, 20, 10],
    };
    expect(spentOf([profile], lab)).toMatchObject({ crypto: 0.6, sockets: 0.3, other: 0.1 });
  });
});

describe('what is told of prices', () => {
  const price = (n: number, clients: number): Price => ({
    ...{
      f: (n - 1) / 3,
      n,
      clients,
      valueBytes: 16,
      batch: 1,
      requests: 100,
      perSecond: 1_000 / n,
    },
    ...{ latencyMs: { p50: n, p99: 2 * n, max: 3 * n }, messages: 4 * n * n, bytes: 1_024 * n },
    ...{ cpuMs: n, rssMb: 80 },
    spent: { crypto: 1, json: 0, sockets: 0, calls: 0, protocol: 0, collection: 0, other: 0 },
  });
  const prices = [price(4, 1), price(4, 16), price(7, 1), price(7, 16)];

  it('is a table with the floor and the fit', () => {
    const text = pricesText(prices, { signMs: 0.05, verifyMs: 0.1 }, english);
    expect(text).toContain('Messages a request: 0.0 + 4.00 n², R² 1.0000.');
    // 13 signatures and 23 verifications of servers: 2.95 ms.
    expect(text.split('\n')[1]).toMatch(
      /^1 +4 +1 +16 +1 +250 +4\.0 +8\.0 +64\.0 +4\.0 +4\.00 +2\.95 +1\.36$/,
    );
  });
});
