import { describe, expect, it } from 'vitest';
import { NoAnswer, PendingRequest } from './pending.ts';

describe('a pending request', () => {
  it('has a result when f+1 servers sent the same, and keeps it', async () => {
    const pending = new PendingRequest('1', 2, 4);
    expect(pending.count(0, 'a')).toBe(1);
    expect(pending.count(1, 'b')).toBe(1);
    expect(pending.count(2, 'b')).toBe(2);
    expect(pending.count(3, 'b')).toBe(3);
    pending.fail('too late to fail');
    expect(await pending.agreed).toEqual({ result: 'b', replies: 2 });
  });

  it('counts the first reply of each server only', () => {
    const pending = new PendingRequest('1', 2, 4);
    expect(pending.count(0, 'a')).toBe(1);
    expect(pending.count(0, 'a')).toBeUndefined();
    expect(pending.count(0, 'b')).toBeUndefined();
    expect(pending.count(1, 'b')).toBe(1);
  });

  it('says when every server has replied', async () => {
    const pending = new PendingRequest('1', 1, 2);
    let everyone = false;
    const waiting = pending.answeredByAll.then(() => {
      everyone = true;
    });
    pending.count(0, 'a');
    await pending.agreed;
    expect(everyone).toBe(false);
    pending.count(1, 'b');
    await waiting;
    expect(everyone).toBe(true);
  });

  it.each([
    [[], 'why: got 0 equal replies, need 3 (f+1)'],
    [['a'], 'why: got 1 equal reply, need 3 (f+1)'],
    [['a', 'b', 'a'], 'why: got 2 equal replies (and 2 different results), need 3 (f+1)'],
  ])('that fails after the replies %j says how many it got and needs', async (results, message) => {
    const pending = new PendingRequest('1', 3, 7);
    for (const [id, result] of results.entries()) pending.count(id, result);
    pending.fail('why');
    await expect(pending.agreed).rejects.toThrow(new NoAnswer(message));
  });
});
