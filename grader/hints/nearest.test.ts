import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const KNOWN = ['quorum-f1', 'quorum-f2', 'vote-view', 'vote-digest', 'commit-once', 'order'];

describe('the names that may be meant', () => {
  it.each([
    ['quorumf1', 'quorum-f1'],
    ['vote-veiw', 'vote-view'],
    ['vote-digests', 'vote-digest'],
    ['ordre', 'order'],
    ['digest', 'vote-digest'],
    ['once', 'commit-once'],
  ])('for %s begin with %s', (typed, meant) => {
    expect(nearest(typed, KNOWN)[0]).toBe(meant);
  });

  it('are few', () => {
    expect(nearest('quorum-f3', KNOWN).length).toBeLessThanOrEqual(3);
  });

  it('are none when nothing is near', () => {
    expect(nearest('xyz', KNOWN)).toEqual([]);
    expect(nearest('', KNOWN)).toEqual([]);
  });
});
