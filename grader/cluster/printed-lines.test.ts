import { describe, expect, it } from 'vitest';
import { PrintedLines } from './printed-lines.ts';

/** The lines in what a process prints, piece by piece, and how long each is. */
function linesIn(...pieces: readonly (string | Buffer)[]): [string, number][] {
  const lines: [string, number][] = [];
  const printed = new PrintedLines((start, chars) => lines.push([start, chars]));
  for (const piece of pieces) printed.push(Buffer.from(piece));
  printed.close();
  return lines;
}

describe('what a process prints', () => {
  it('is cut at line breaks, however it arrives', () => {
    const expected = [
      ['one', 3],
      ['', 0],
      ['two', 3],
    ];
    expect(linesIn('one\n\ntwo\n')).toEqual(expected);
    expect(linesIn('o', 'ne\n', '\nt', 'wo')).toEqual(expected);
    expect(linesIn('one\r\n\r', '\ntwo\r\n')).toEqual(expected);
  });

  it('keeps a character that arrives in two halves', () => {
    const bytes = Buffer.from('a→b\n');
    expect(linesIn(bytes.subarray(0, 2), bytes.subarray(2))).toEqual([['a→b', 3]]);
  });

  it('keeps the beginning of a long line, and tells how long it is', () => {
    const [[start, chars] = ['', 0]] = linesIn('x'.repeat(300), 'y'.repeat(300), '\n');
    expect(start).toBe('x'.repeat(300) + 'y'.repeat(200));
    expect(chars).toBe(600);
  });

  it('keeps a line of 500 characters whole, and cuts no character in half', () => {
    expect(linesIn('x'.repeat(500))).toEqual([['x'.repeat(500), 500]]);
    expect(linesIn(`${'x'.repeat(499)}😀\n`)).toEqual([['x'.repeat(499), 501]]);
  });

  it('keeps control characters: they are data', () => {
    expect(linesIn('\u001b[31mred\u0007\n')).toEqual([['\u001b[31mred\u0007', 9]]);
  });
});
