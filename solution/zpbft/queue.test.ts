import { describe, expect, it } from 'vitest';
import { newKeys } from '../testing/keys.ts';
import { requestBy } from '../testing/request.ts';
import type { RequestArgs } from './messages.ts';
import { digestOfBatch, RequestQueue } from './queue.ts';

const MAX_WAITING = 4_096;
const HALF_A_MEGABYTE = 512 * 1024;
const CLIENT = newKeys();

/** A request that nobody verifies here. */
function request(name: number | string): RequestArgs {
  const req = { clientKey: '', clientAddr: ':1', timestamp: '1', command: `put x ${name}` };
  return { req, digest: `digest of ${name}`, signature: '' };
}

function queueOf(most: number, ...names: number[]): RequestQueue {
  const queue = new RequestQueue(most);
  for (const name of names) queue.add(request(name));
  return queue;
}

describe('the queue of the leader', () => {
  it('gives each request a seq of its own, in order', () => {
    const queue = new RequestQueue(1);
    expect([1, 2, 3].map((name) => queue.add(request(name)))).toEqual([1, 2, 3]);
    expect(queue.take(3).map(({ seq, more }) => [seq, more])).toEqual([
      [1, []],
      [2, []],
      [3, []],
    ]);
  });

  it('keeps what is above the seq that may be proposed', () => {
    const queue = queueOf(1, 1, 2, 3);
    expect(queue.take(2).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(queue.take(2)).toEqual([]);
    expect(queue.take(10).map(({ seq }) => seq)).toEqual([3]);
  });

  it('knows the seq of a request until that is executed', () => {
    const queue = queueOf(1, 1, 2);
    queue.take(2);
    expect(queue.seqOf(request(2))).toBe(2);
    queue.executed(request(2));
    expect(queue.seqOf(request(2))).toBeUndefined();
    expect(queue.seqOf(request(1))).toBe(1);
  });

  it('is bounded', () => {
    const queue = new RequestQueue(1);
    for (let name = 1; name < MAX_WAITING; name += 1) queue.add(request(name));
    expect(queue.isFull).toBe(false);
    queue.add(request('last'));
    expect(queue.isFull).toBe(true);
    queue.take(1);
    expect(queue.isFull).toBe(false);
  });

  it('fills a batch, and begins another when it is full', () => {
    const queue = new RequestQueue(3);
    expect([1, 2, 3, 4].map((name) => queue.add(request(name)))).toEqual([1, 1, 1, 2]);
    const [first, second] = queue.take(2);
    expect([first?.request, ...(first?.more ?? [])]).toEqual([1, 2, 3].map(request));
    expect(second?.more).toEqual([]);
  });

  it('begins another batch when the last one is taken, though it was not full', () => {
    const queue = queueOf(3, 1);
    queue.take(1);
    expect(queue.add(request(2))).toBe(2);
  });

  it('makes no batch that does not fit a frame', () => {
    const queue = new RequestQueue(10);
    const large = ['a', 'b', 'c'].map((name) => request(name + 'x'.repeat(HALF_A_MEGABYTE)));
    expect(large.map((one) => queue.add(one))).toEqual([1, 2, 3]);
    expect(queue.add(request('small'))).toBe(3);
  });
});

describe('the digest of a batch', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((command) => requestBy(CLIENT, { command }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three requests');

  it('is that of the request, when there is one', () => {
    expect(digestOfBatch({ request: a, more: [] })).toBe(a.digest);
  });

  it('differs with every request and with their order', () => {
    const batches = [[a, b], [b, a], [a, c], [a, b, c], [a]] as const;
    const digests = batches.map(([request, ...more]) => digestOfBatch({ request, more }));
    expect(new Set(digests).size).toBe(batches.length);
  });
});
