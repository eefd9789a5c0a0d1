import { describe, expect, it } from 'vitest';
import { english } from '../text/text.ts';
import { changesBetween, changesInWords, unsettled } from './changes.ts';

type Status = 'passed' | 'failed' | 'blocked' | 'error';

const round = (statuses: Record<string, Status>) =>
  Object.entries(statuses).map(([id, status]) => ({ id, status }));

describe('what changed between two rounds', () => {
  const before = round({ a: 'passed', b: 'failed', c: 'blocked', d: 'passed', e: 'error' });
  const told = (after: Record<string, Status>): string[] =>
    changesInWords(changesBetween(before, round(after))).map(english);

  it('names what passes now, and what no longer does', () => {
    expect(told({ a: 'failed', b: 'passed', c: 'passed', d: 'blocked', e: 'error' })).toEqual([
      '2 more pass: b, c',
      '2 no longer pass: a, d',
    ]);
  });

  it('has words of its own for one', () => {
    expect(told({ a: 'failed', b: 'failed', c: 'blocked', d: 'passed', e: 'passed' })).toEqual([
      '1 more passes: e',
      '1 no longer passes: a',
    ]);
  });

  it('is nothing when others fail in another way', () => {
    expect(told({ a: 'passed', b: 'blocked', c: 'failed', d: 'passed', e: 'failed' })).toEqual([
      'The same scenarios pass as before.',
    ]);
  });

  it('says nothing about a scenario that only one round has', () => {
    expect(changesBetween(before, round({ z: 'passed' }))).toEqual({ more: [], fewer: [] });
  });
});

describe('what is played first', () => {
  it('is what failed or was not decided, not what was blocked by it', () => {
    expect(unsettled(round({ a: 'passed', b: 'failed', c: 'blocked', d: 'error' }))).toEqual([
      'b',
      'd',
    ]);
  });
});
