import { describe, expect, it } from 'vitest';
import { boundAddress, formatAddress, parseAddress, shortAddress } from './address.ts';

describe('an address', () => {
  it.each([
    [':8001', '127.0.0.1', 8001],
    ['localhost:8001', '127.0.0.1', 8001],
    ['127.0.0.1:0', '127.0.0.1', 0],
    ['example.org:65535', 'example.org', 65_535],
  ])('%s is read; no host and localhost mean 127.0.0.1', (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
  });

  it.each(['', '8001', ':', ':x', ':-1', ':65536', ':800000', 'a b:1', '::1:80', ':80 ', 'a:b:80'])(
    '"%s" is refused, with the text and the form expected',
    (text) => {
      expect(() => parseAddress(text)).toThrow(`bad address "${text}": expected host:port`);
    },
  );

  it('is written in full on the wire and in short in the log', () => {
    const full = formatAddress(parseAddress(':8001'));
    expect(full).toBe('127.0.0.1:8001');
    expect(shortAddress(full)).toBe(':8001');
    expect(shortAddress('10.0.0.1:8001')).toBe('10.0.0.1:8001');
  });

  it('of a socket that does not listen on TCP is an error', () => {
    expect(() => boundAddress('127.0.0.1', null)).toThrow('not listening');
    expect(() => boundAddress('127.0.0.1', '/a/pipe')).toThrow('not listening');
  });
});
