import { describe, expect, it, onTestFinished } from 'vitest';
import { type Asked, FakeServers } from '../testing/fake-servers.ts';
import { newKeys } from '../testing/keys.ts';
import { silent, type TestLog, testLog } from '../testing/log.ts';
import type { Address } from '../zrpc/address.ts';
import { Refused } from '../zrpc/errors.ts';
import { RpcNode } from '../zrpc/node.ts';
import { Client, type Result } from './client.ts';
import { RequestVerifier } from './request.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };
/** Of requests that are meant to have no answer. */
const SHORT_MS = 150;
/** Of all others: longer than any test. */
const LONG_MS = 120_000;

interface Setup {
  readonly servers: FakeServers;
  readonly client: Client;
  readonly logged: TestLog;
}

async function start({
  f = 1,
  view = 0,
  answerTimeoutMs = LONG_MS,
  dead = [] as number[],
} = {}): Promise<Setup> {
  const servers = await FakeServers.start({ f, view, dead });
  onTestFinished(() => servers.close());
  const logged = testLog(0);
  const { maddr } = servers;
  const options = { maddr, caddr: ANY_PORT, keys: newKeys(), log: logged.log, answerTimeoutMs };
  const client = new Client(options);
  onTestFinished(() => client.close());
  await client.start();
  return { servers, client, logged };
}

/** A request that has reached the leader and has no answer yet. */
async function asking(options: Parameters<typeof start>[0] = {}) {
  const setup = await start(options);
  const result = setup.client.request('put x 10');
  result.catch(() => {}); // looked at later
  const asked: Asked = await setup.servers.asked.first((one) => one);
  // The leader refuses: that ends the request when the test says so, and not after a time.
  const end = (): void => asked.refuse(new Refused('enough'));
  return { ...setup, result, asked, request: asked.request, end };
}

async function textOf(result: Promise<Result>): Promise<string> {
  return (await result).text;
}

describe('a client', () => {
  it('signs its requests, with rising timestamps in nanoseconds', async () => {
    const { servers, client, asked, result } = await asking();
    const before = BigInt(Date.now()) * 1_000_000n;
    expect(new RequestVerifier().verify(asked.request)).toBeUndefined();
    expect(asked.request.req.command).toBe('put x 10');
    await Promise.all([0, 1].map((id) => servers.reply(asked.request, id)));
    await result;
    const next = client.request('all');
    const second = await servers.asked.first(
      ({ request }) => request.req.command === 'all' && request,
    );
    expect(BigInt(second.req.timestamp)).toBeGreaterThan(BigInt(asked.request.req.timestamp));
    const difference = BigInt(second.req.timestamp) - before;
    expect(difference).toBeGreaterThan(-60_000_000_000n);
    expect(difference).toBeLessThan(60_000_000_000n);
    await Promise.all([0, 1].map((id) => servers.reply(second, id, { result: 'x:10' })));
    expect(await textOf(next)).toBe('x:10');
  });

  it('accepts a result when f+1 servers sent the same (PBFT §4.1)', async () => {
    const { servers, request, result, logged } = await asking();
    await servers.reply(request, 3);
    expect(logged.lines.all.at(-1)).toMatch(/L=0 seq=1\| 4:reply <= 3 \| reply\.count=1$/);
    let settled = false;
    void result.then(() => {
      settled = true;
    });
    await servers.reply(request, 3); // a round trip, in which one reply could have settled it
    expect(settled).toBe(false);
    await servers.reply(request, 2);
    const { text, tookNs } = await result;
    expect(text).toBe('put ok');
    expect(tookNs).toBeGreaterThan(0n);
  });

  it('needs 3 equal replies with f = 2', async () => {
    const { servers, request, result, end } = await asking({ f: 2 });
    await Promise.all([0, 6].map((id) => servers.reply(request, id)));
    end();
    await expect(result).rejects.toThrow('got 2 equal replies, need 3 (f+1)');
  });

  it('gives up when there is no answer in time, and says what it got and needs', async () => {
    const { result } = await asking({ answerTimeoutMs: SHORT_MS });
    await expect(result).rejects.toThrow(
      `no answer within ${SHORT_MS} ms: got 0 equal replies, need 2 (f+1)`,
    );
  });

  it('takes replies that come before the leader has answered', async () => {
    const { servers, request, result, asked, logged } = await asking();
    await Promise.all([1, 2].map((id) => servers.reply(request, id)));
    expect(await textOf(result)).toBe('put ok');
    expect(logged.lines.all.filter((line) => line.includes('0:request'))).toEqual([]);
    asked.answer({ seq: 1 });
    await logged.lines.first((line) =>
      /client\.ts:\d+: INFO\| L=0 seq=1\| 0:request => 0 \| cmd: \[put x 10\]$/.test(line),
    );
  });

  it('counts replies that come after the result, and says so as the lab does', async () => {
    const { servers, client, request, logged } = await asking();
    for (const id of [2, 1, 0, 3]) await servers.reply(request, id);
    await client.settled();
    const counts = logged.lines.all.flatMap((line) => /4:reply <= .*$/.exec(line)?.[0] ?? []);
    expect(counts).toEqual([
      '4:reply <= 2 | reply.count=1',
      '4:reply <= 1 | reply.count=2',
      '4:reply <= 0 | reply.count=3',
      '4:reply <= 3 | reply.count=4',
    ]);
  });

  it('asks the leader of the view, server view mod n', async () => {
    const { servers, request, result, asked, logged } = await asking({ view: 6 });
    asked.answer({ seq: 7 });
    await logged.lines.first((line) => /L=2 seq=7\| 0:request => 2 \| cmd/.test(line));
    await Promise.all([0, 1].map((id) => servers.reply(request, id)));
    await result;
  });

  it('takes one command at a time (PBFT §4.1)', async () => {
    const { client, servers, request, result } = await asking();
    await expect(client.request('all')).rejects.toThrow('the last command has no answer yet');
    await Promise.all([0, 1].map((id) => servers.reply(request, id)));
    await result;
  });

  it('leaves a moment after its last answer, also when a server stays silent', async () => {
    const { servers, client, request, result } = await asking();
    await Promise.all([0, 1].map((id) => servers.reply(request, id)));
    await result;
    await expect(client.settled()).resolves.toBeUndefined();
  });
});

describe('a lying server', () => {
  it('cannot pass another result: the honest one is shown, although the lie came first', async () => {
    const { servers, request, result } = await asking();
    await servers.reply(request, 3, { result: 'result: 666' });
    await servers.reply(request, 1);
    await servers.reply(request, 2);
    expect(await textOf(result)).toBe('put ok');
  });

  it('counts once, however often it replies', async () => {
    const { servers, request, result, end } = await asking();
    for (let i = 0; i < 4; i += 1) await servers.reply(request, 3);
    await servers.reply(request, 3, { result: 'result: 666' });
    end();
    await expect(result).rejects.toThrow('got 1 equal reply, need 2 (f+1)');
  });

  it('cannot take back or repeat its word to help another result', async () => {
    const { servers, request, result, end } = await asking();
    await servers.reply(request, 3, { result: 'a' });
    await servers.reply(request, 2, { result: 'b' });
    await servers.reply(request, 3, { result: 'b' });
    end();
    await expect(result).rejects.toThrow('got 1 equal reply (and 2 different results), need 2');
  });

  it.each([
    ['has an empty signature', 1, {}, { signature: '' }, 'not signed by that server'],
    ['has a random signature', 1, {}, { signature: 'AAAA' }, 'not signed by that server'],
    ['was signed by a stranger', 1, {}, { signer: newKeys() }, 'not signed by that server'],
    ['names an unknown server', 4, {}, {}, 'not a server of this cluster'],
    ['names a negative server', -1, {}, {}, 'not a server of this cluster'],
    ['is for another client', 1, { clientKey: 'other' }, {}, 'meant for another client'],
  ])('sends a reply that %s: refused, and not counted', async (_, id, over, how, reason) => {
    const { servers, request, result, logged } = await asking();
    await servers.reply(request, 3);
    await expect(servers.reply(request, id, over, how)).rejects.toThrow(reason);
    await logged.lines.first((line) => line.includes(`4:reply of ${id} refused: ${reason}`));
    const counted = logged.lines.all.filter((line) => line.includes('reply.count='));
    expect(counted).toHaveLength(1);
    await servers.reply(request, 1); // the server's honest reply still counts
    expect(await textOf(result)).toBe('put ok');
  });

  it('sends a reply signed by another server in its name: not counted', async () => {
    const { servers, request, result, end } = await asking();
    await servers.reply(request, 3);
    const forged = servers.reply(request, 1, {}, { signer: servers.keys[3] });
    await expect(forged).rejects.toThrow('not signed by that server');
    end();
    await expect(result).rejects.toThrow('got 1 equal reply, need 2');
  });

  it('sends the reply to an earlier request: accepted silently, and not counted', async () => {
    const { servers, client, request, result, logged } = await asking();
    await Promise.all([0, 1].map((id) => servers.reply(request, id)));
    await result;
    const next = client.request('all');
    const second = await servers.asked.first(
      ({ request }) => request.req.command === 'all' && request,
    );
    const before = logged.lines.all.length;
    expect(await servers.reply(request, 2)).toEqual({});
    expect(await servers.reply(request, 3)).toEqual({});
    expect(logged.lines.all.slice(before)).toEqual([]);
    await Promise.all([2, 3].map((id) => servers.reply(second, id, { result: 'empty' })));
    expect(await textOf(next)).toBe('empty');
  });

  it('cannot crash the client by a reply that is none', async () => {
    const { servers, request, result } = await asking();
    const rpc = new RpcNode(silent()).client(request.req.clientAddr);
    onTestFinished(() => rpc.close());
    for (const params of [{}, { msg: null, signature: 5 }, { msg: { id: '__proto__' } }]) {
      await expect(rpc.call('Client.ReplyRpc', params)).rejects.toThrow('Client.ReplyRpc: ');
    }
    await Promise.all([0, 1].map((id) => servers.reply(request, id)));
    expect(await textOf(result)).toBe('put ok');
  });
});

describe('a leader', () => {
  it('that refuses ends the request at once, with its reason', async () => {
    const { asked, result } = await asking();
    asked.refuse(new Refused('not the leader, ask server 1'));
    await expect(result).rejects.toThrow(
      'the leader, server 0, refused: not the leader, ask server 1: got 0 equal replies, need 2',
    );
  });

  it('that is not there ends the request at once', async () => {
    const { client, logged } = await start({ dead: [0] });
    await expect(client.request('put x 1')).rejects.toThrow(
      /the leader, server 0, is not there: nobody listens on .*: got 0 equal replies, need 2 \(f\+1\)/,
    );
    expect(logged.lines.all.filter((line) => line.includes('0:request'))).toEqual([]);
  });

  it.each([
    ['with no seq', (asked: Asked) => asked.answer({ seq: 'one' }), 'its answer has no seq'],
    ['with an internal error', (asked: Asked) => asked.refuse(new TypeError('bug')), 'internal'],
  ])('that answers %s does not keep the others from replying', async (_, act, warning) => {
    const { servers, asked, request, result, logged } = await asking();
    act(asked);
    await logged.lines.first((line) =>
      line.includes(`WARN| Server.RequestRpc 0 error: ${warning}`),
    );
    await Promise.all([1, 2].map((id) => servers.reply(request, id)));
    expect(await textOf(result)).toBe('put ok');
  });

  it('that crashes after it has proposed does not either', async () => {
    const { servers, request, result, logged } = await asking();
    servers.stop(0);
    await logged.lines.first((line) => /WARN\| Server\.RequestRpc 0 error: .*closed/.test(line));
    await Promise.all([1, 2].map((id) => servers.reply(request, id)));
    expect(await textOf(result)).toBe('put ok');
  });
});
