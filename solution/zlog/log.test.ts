import { describe, expect, it, vi } from 'vitest';
import { messageOf } from './errors.ts';
import { LEVELS, Logger } from './log.ts';

function linesAt(level: number): string[] {
  const lines: string[] = [];
  const log = new Logger(level, (line) => lines.push(line));
  log.debug('to find a mistake');
  log.info('as it goes');
  log.warn('odd');
  log.error('wrong');
  return lines;
}

describe('the log', () => {
  it.each([0, 1, 2, 3])('at -log %i leaves out the levels below', (level) => {
    const seen = linesAt(level).map((line) => /: ([A-Z]+)\| /.exec(line)?.[1]);
    expect(seen).toEqual(LEVELS.slice(level));
  });

  it('names the file and the line of the call, as the lab does', () => {
    const lines: string[] = [];
    const log = new Logger(0, (line) => lines.push(line));
    const here = Number(/log\.test\.ts:(\d+)/.exec(new Error('here').stack ?? '')?.[1]);
    log.info('next line');
    expect(lines).toEqual([`log.test.ts:${here + 1}: INFO| next line`]);
  });

  it('leaves the depth of stack traces as it was', () => {
    const before = Error.stackTraceLimit;
    linesAt(0);
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('makes the text of a line only when it is printed', () => {
    const lines: string[] = [];
    const text = vi.fn(() => 'as it goes');
    new Logger(2, (line) => lines.push(line)).info(text);
    expect(text).not.toHaveBeenCalled();
    new Logger(1, (line) => lines.push(line)).info(text);
    expect(lines).toEqual([expect.stringMatching(/^log\.test\.ts:\d+: INFO\| as it goes$/)]);
  });

  it('prints a block as it is, and makes its text only when it is printed', () => {
    const lines: string[] = [];
    const text = vi.fn(() => '==== zkv ====');
    new Logger(2, (line) => lines.push(line)).block(text);
    expect(text).not.toHaveBeenCalled();
    new Logger(1, (line) => lines.push(line)).block(text);
    expect(lines).toEqual(['==== zkv ====']);
  });

  it('writes to standard output unless told otherwise', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    new Logger(1).info('hello');
    const written = write.mock.calls.map(([text]) => text);
    write.mockRestore();
    expect(written).toEqual([expect.stringMatching(/^log\.test\.ts:\d+: INFO\| hello\n$/)]);
  });
});

describe('the text of what was thrown', () => {
  it('is the message of an error, and anything else as text', () => {
    expect(messageOf(new Error('no'))).toBe('no');
    expect(messageOf('no')).toBe('no');
    expect(messageOf(undefined)).toBe('undefined');
  });
});
