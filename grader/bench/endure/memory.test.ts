import { describe, expect, it } from 'vitest';
import { growthOf, isSteady, mostCertificates, type Sample } from './memory.ts';

const MB = 1024 * 1024;

/** Samples of one server: MB of heap, at steps of 2,000 requests. */
function samples(heapMb: readonly number[]): Sample[] {
  return heapMb.map((mb, step) => ({
    requests: 4_000 + 2_000 * step,
    servers: [{ heapBytes: mb * MB, rssBytes: 60 * MB, certificates: 128, sockets: 15 }],
  }));
}

describe('the growth of memory', () => {
  it('is the slope through all samples', () => {
    const growth = growthOf(samples([7, 8, 9]), 0);
    expect(growth.bytesARequest).toBeCloseTo(MB / 2_000);
    expect(growth.fittedBytes).toBeCloseTo(2 * MB);
    expect(growth.totalBytes).toBe(2 * MB);
  });

  it('is nothing for one sample', () => {
    expect(growthOf(samples([7]), 0)).toEqual({ bytesARequest: 0, fittedBytes: 0, totalBytes: 0 });
  });
});

describe('a server is steady', () => {
  const steady = (...heapMb: number[]): boolean => isSteady(growthOf(samples(heapMb), 0));

  it('when code that is compiled and thrown away is all that comes and goes', () => {
    expect(steady(7, 7.2, 7, 7, 7.6, 7.1, 7, 7, 7.3)).toBe(true);
    expect(steady(7.5, 7, 7, 7, 6.9, 7, 7, 7, 6.8)).toBe(true);
  });

  it('not when each request leaves as much as a digest', () => {
    const leak = Array.from({ length: 9 }, (_, step) => 7 + (step * 2_000 * 90) / MB);
    expect(steady(...leak)).toBe(false);
  });

  it('not when it grows late: the last sample is far above the first', () => {
    expect(steady(7.3, 7, 7, 7, 7, 7, 7, 7, 9.4)).toBe(false);
  });
});

describe('certificates', () => {
  it('are those below the low water mark, and one for what each client has under way', () => {
    expect(mostCertificates(64)).toBe(192);
  });
});
