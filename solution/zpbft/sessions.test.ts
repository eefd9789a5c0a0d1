import { describe, expect, it } from 'vitest';
import type { ReplyArgs, RequestMsg } from './messages.ts';
import { Sessions } from './sessions.ts';

function request(timestamp: string, clientKey = 'alice'): RequestMsg {
  return { clientKey, clientAddr: ':1', timestamp, command: 'all' };
}

function reply(result: string): ReplyArgs {
  const msg = { view: 0, seq: 1, timestamp: '1', clientKey: 'alice', id: 0, result };
  return { msg, signature: '' };
}

describe('the sessions of a server', () => {
  it('know no client at first', () => {
    const sessions = new Sessions();
    expect(sessions.isOld(request('1'))).toBe(false);
    expect(sessions.replyTo(request('1'))).toBeUndefined();
  });

  it('call a request old that is not newer than the last executed one (PBFT §4.1)', () => {
    const sessions = new Sessions();
    sessions.remember(request('10'), reply('ten'));
    expect(sessions.isOld(request('9'))).toBe(true);
    expect(sessions.isOld(request('10'))).toBe(true);
    expect(sessions.isOld(request('11'))).toBe(false);
    expect(sessions.isOld(request('9', 'bob'))).toBe(false);
  });

  it('compare timestamps as numbers, exact where a JS number is not', () => {
    const sessions = new Sessions();
    sessions.remember(request('9007199254740992'), reply('2 to the 53'));
    expect(sessions.isOld(request('9007199254740993'))).toBe(false);
    expect(sessions.isOld(request('9007199254740991'))).toBe(true);
    expect(sessions.isOld(request('10000000000000000'))).toBe(false);
    expect(sessions.isOld(request('0009007199254740992'))).toBe(true);
  });

  it('keep the reply to the last request, for a client that did not get it', () => {
    const sessions = new Sessions();
    sessions.remember(request('10'), reply('ten'));
    expect(sessions.replyTo(request('10'))).toEqual(reply('ten'));
    expect(sessions.replyTo(request('9'))).toBeUndefined();
    sessions.remember(request('11'), reply('eleven'));
    expect(sessions.replyTo(request('10'))).toBeUndefined();
    expect(sessions.replyTo(request('11'))).toEqual(reply('eleven'));
  });

  it('forget the client that was served longest ago, when there are too many', () => {
    const sessions = new Sessions();
    sessions.remember(request('1', 'first'), reply(''));
    sessions.remember(request('1', 'second'), reply(''));
    for (let i = 0; i < 9_998; i += 1) sessions.remember(request('1', `other ${i}`), reply(''));
    sessions.remember(request('2', 'first'), reply('')); // no longer the oldest
    expect(sessions.isOld(request('1', 'second'))).toBe(true);
    sessions.remember(request('1', 'one too many'), reply(''));
    expect(sessions.isOld(request('1', 'second'))).toBe(false);
    expect(sessions.isOld(request('1', 'first'))).toBe(true);
  });
});
