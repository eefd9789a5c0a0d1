import { describe, expect, it } from 'vitest';
import { addressOf, PASSWORD_VARIABLE, passwordFromEnvironment } from './address.ts';

describe('the address of a queue', () => {
  it('has a port, a database, a user, a password and TLS, or what is usual', () => {
    expect(addressOf('redis://box')).toEqual({
      ...{ host: 'box', port: 6379, db: 0, tls: false },
      shown: 'redis://box:6379/0',
    });
    expect(addressOf('rediss://ada:p%40ss@box:7000/3')).toEqual({
      ...{ host: 'box', port: 7000, db: 3, tls: true, username: 'ada', password: 'p@ss' },
      shown: 'rediss://box:7000/3',
    });
    expect(addressOf('redis://[::1]:7000').host).toBe('::1');
  });

  it('takes a password from the environment, unless it has one, and leaves none there', () => {
    const env = { [PASSWORD_VARIABLE]: 'sesame', OTHER: 'x' };
    expect(passwordFromEnvironment(env)).toBe('sesame');
    expect(env).toEqual({ OTHER: 'x' });
    expect(addressOf('redis://box', 'sesame').password).toBe('sesame');
    expect(addressOf('redis://:own@box', 'sesame').password).toBe('own');
  });

  it.each(['box:6379', 'http://:pw@box', 'redis://', 'redis://:pw@box/x', 'redis://:pw%@box'])(
    'refuses %s without repeating it',
    (given) => {
      expect(() => addressOf(given)).toThrow(/^--queue: /);
      expect(() => addressOf(given)).not.toThrow(/pw/);
    },
  );
});
