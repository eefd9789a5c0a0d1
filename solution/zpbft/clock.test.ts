import { afterEach, describe, expect, it, vi } from 'vitest';
import { Clock } from './clock.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the clock of a client', () => {
  it('never shows the same time twice, even when no time has passed', () => {
    vi.spyOn(process.hrtime, 'bigint').mockReturnValue(5n);
    const clock = new Clock();
    const [one, two, three] = [clock.next(), clock.next(), clock.next()].map(BigInt);
    expect(two).toBe((one ?? 0n) + 1n);
    expect(three).toBe((two ?? 0n) + 1n);
  });

  it('starts at the time of day, and does not go back with it', () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_700_000_000_000);
    const clock = new Clock();
    const first = clock.next();
    expect(first).toMatch(/^1700000000\d{9}$/);
    now.mockReturnValue(0);
    expect(BigInt(clock.next())).toBeGreaterThan(BigInt(first));
  });
});
