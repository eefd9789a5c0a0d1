import { describe, expect, it } from 'vitest';
import { address, readCommandLine, UsageError, wholeNumber } from './flags.ts';

const NAMES = ['f', 'log', 'maddr'];
const read = (argv: string[], wordsEndFlags = true) => {
  const { flags, words, help } = readCommandLine(argv, NAMES, wordsEndFlags);
  return { ...Object.fromEntries(flags), words, help };
};

describe('a command line', () => {
  it.each([[['-f', '2']], [['--f', '2']], [['-f=2']], [['--f=2']], [['-f', '1', '-f', '2']]])(
    '%j sets -f to 2: one dash or two, as in Go, and the last one wins',
    (argv) => {
      expect(read(argv)).toEqual({ f: '2', words: [], help: false });
    },
  );

  it('may have values that look like flags, that are empty, or that hold "="', () => {
    expect(read(['-f', '-1', '-log=', '-maddr=a=b'])).toEqual({
      f: '-1',
      log: '',
      maddr: 'a=b',
      words: [],
      help: false,
    });
  });

  it('ends its flags at the first word, as in Go, so that words may look like anything', () => {
    expect(read(['-f', '1', 'put', 'x', '-log', '--what'])).toEqual({
      f: '1',
      words: ['put', 'x', '-log', '--what'],
      help: false,
    });
    expect(read(['-f', '1', '--', '-log'])).toEqual({ f: '1', words: ['-log'], help: false });
  });

  it('may have flags after words where that is wanted', () => {
    expect(read(['keys', '-f', '1'], false)).toEqual({ f: '1', words: ['keys'], help: false });
    expect(read(['-f', '1', '--', '-log'], false)).toEqual({
      f: '1',
      words: ['-log'],
      help: false,
    });
  });

  it.each(['-h', '--h', '-help', '--help'])('asks for the usage with %s', (flag) => {
    expect(read(['-f', '1', flag]).help).toBe(true);
    expect(read([flag, '-f', '1'])).toEqual({ f: '1', words: [], help: true });
  });

  it.each([
    [['-g', '1'], 'unknown flag -g, expected -f -log -maddr'],
    [['--port=1'], 'unknown flag -port, expected -f -log -maddr'],
    [['-F', '1'], 'unknown flag -F, expected'],
    [['-f'], 'flag -f needs a value'],
    [['-log', '1', '--maddr'], 'flag -maddr needs a value'],
    [['-help=1'], 'does not take an argument'],
  ])('%j is refused with one clear sentence', (argv, message) => {
    expect(() => read(argv)).toThrow(UsageError);
    expect(() => read(argv)).toThrow(message);
  });
});

describe('a number', () => {
  const bounds = { least: 1, most: 100, unset: 7 };

  it('has a default and bounds', () => {
    expect(wholeNumber('f', undefined, bounds)).toBe(7);
    expect(wholeNumber('f', '1', bounds)).toBe(1);
    expect(wholeNumber('f', '100', bounds)).toBe(100);
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '0x1', 'one', '', ' 1', '9'.repeat(400)])(
    'is refused when it is "%s", with what is right and what was seen',
    (text) => {
      expect(() => wholeNumber('f', text, bounds)).toThrow(
        new UsageError(`-f must be a whole number from 1 to 100, not "${text}"`),
      );
    },
  );
});

describe('an address', () => {
  it('is read, or refused with the name of its flag', () => {
    expect(address('maddr', ':8000')).toEqual({ host: '127.0.0.1', port: 8000 });
    expect(() => address('maddr', '8000')).toThrow(UsageError);
    expect(() => address('maddr', '8000')).toThrow('-maddr: bad address "8000": expected');
  });
});
