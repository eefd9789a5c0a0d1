import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../errors.ts';
import { judgeMachine, limitsFor, WHILE_CALIBRATING } from './limits.ts';

describe('the limits of a grade', () => {
  it('grow with the time that the reference needs to start', () => {
    const fast = limitsFor(60);
    const slow = limitsFor(300);
    for (const key of ['startMs', 'pingMs', 'eventMs', 'restMs', 'timerMs'] as const) {
      expect(slow[key]).toBeGreaterThan(fast[key]);
      expect(fast[key]).toBeGreaterThan(5 * 60);
    }
  });

  it('stay within bounds on the fastest and the slowest machine that is fit', () => {
    expect(limitsFor(1).pingMs).toBeGreaterThanOrEqual(1_000);
    expect(limitsFor(2_400).startMs).toBeLessThanOrEqual(WHILE_CALIBRATING.startMs);
  });

  it('are not made for a machine that is too slow to judge', () => {
    expect(() => limitsFor(3_000)).toThrow(EnvironmentError);
    expect(() => limitsFor(3_000)).toThrow(/too slow to judge: .* took 3000 ms/);
  });
});

describe('a time limit that ran out', () => {
  it.each([
    ['is the submission’s where the reference is as fast as before', 80, 80],
    ['is the submission’s where starts vary as short times do', 350, 50],
  ])('%s', (_, nowMs, thenMs) => {
    expect(() => judgeMachine(nowMs, thenMs)).not.toThrow();
  });

  it.each([
    ['where the reference became much slower', 700, 80],
    ['where the machine is not fit any more', 2_600, 2_000],
  ])('is the machine’s %s', (_, nowMs, thenMs) => {
    expect(() => judgeMachine(nowMs, thenMs)).toThrow(EnvironmentError);
  });
});
