import { describe, expect, it } from 'vitest';
import { columnsOf, isLive } from './screen.ts';

describe('a terminal', () => {
  const terminal = { isTTY: true, columns: 80 };

  it('has the columns that it says, else the usual ones', () => {
    expect(columnsOf(terminal, 100)).toBe(80);
    expect(columnsOf({}, 100)).toBe(100);
    expect(columnsOf({ columns: 0 }, 100)).toBe(100);
  });

  it('is drawn on when both streams end there', () => {
    expect(isLive(terminal, terminal)).toBe(true);
    expect(isLive(terminal, {})).toBe(false);
    expect(isLive({}, terminal)).toBe(false);
  });

  it('is not drawn on when it does not know its size: a spinner would never end', () => {
    expect(isLive(terminal, { isTTY: true, columns: 0 })).toBe(false);
    expect(isLive({ isTTY: true, columns: 0 }, terminal)).toBe(false);
  });
});
