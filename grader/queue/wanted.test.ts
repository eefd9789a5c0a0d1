import { describe, expect, it } from 'vitest';
import { tierOfWorker } from './wanted.ts';

describe('the tier of a worker', () => {
  const wanted = (...tiers: ('bwrap' | 'uid' | 'process')[]) =>
    tiers.map((tier) => ({ tier, rubric: undefined }));

  it('is the one that is asked for by name, or the one that the jobs want', () => {
    expect(tierOfWorker('uid', [])).toBe('uid');
    expect(tierOfWorker('uid', wanted('bwrap', 'uid'))).toBe('uid');
    expect(tierOfWorker('auto', [])).toBe('auto');
    expect(tierOfWorker('auto', wanted('uid'))).toBe('uid');
    expect(tierOfWorker('process', wanted('process'))).toBe('process');
  });

  it('is refused when the worker would wait for ever', () => {
    expect(() => tierOfWorker('uid', wanted('bwrap'))).toThrow(/tier bwrap, as grade:all was told/);
  });

  it('is never process unasked', () => {
    expect(() => tierOfWorker('auto', wanted('process'))).toThrow(/--sandbox process/);
  });
});
