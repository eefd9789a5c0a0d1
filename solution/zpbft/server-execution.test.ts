import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeCluster } from '../testing/fake-cluster.ts';
import { newKeys } from '../testing/keys.ts';
import { LineSocket } from '../testing/line-socket.ts';
import { requestBy } from '../testing/request.ts';
import { parseAddress } from '../zrpc/address.ts';
import { RPC_ERROR } from '../zrpc/errors.ts';
import { Stage } from './cert.ts';
import type { RequestArgs } from './messages.ts';
import type { RequestQueue } from './queue.ts';

/** The server's own limits, see server.ts. */
const SEQS_AHEAD = 1_024;
const SEQS_KEPT = 128;

async function start(options: Parameters<typeof FakeCluster.start>[0] = {}): Promise<FakeCluster> {
  const cluster = await FakeCluster.start(options);
  onTestFinished(() => cluster.close());
  return cluster;
}

/** Results in the order in which the server replied. */
async function replies(cluster: FakeCluster, count: number): Promise<[number, string][]> {
  const all = await cluster.replies.atLeast(count, () => true);
  return all.map(({ msg }) => [msg.seq, msg.result]);
}

describe('a server executes', () => {
  it('in the order of seq, whatever the order of the quorums (PBFT §4.2)', async () => {
    const cluster = await start();
    const commands = ['put x 1', 'get x', 'del x'];
    const requests = commands.map((command, i) => cluster.request(command, String(i + 1)));
    for (const seq of [3, 2]) cluster.execute(seq, requests[seq - 1] as RequestArgs);
    expect(cluster.server.lastExecuted).toBe(0);
    cluster.execute(1, requests[0] as RequestArgs);
    expect(cluster.server.lastExecuted).toBe(3);
    const all = await replies(cluster, 3);
    expect(all.sort(([a], [b]) => a - b)).toEqual([
      [1, 'put ok'],
      [2, 'result: 1'],
      [3, 'del ok'],
    ]);
  });

  it('the same in any order of delivery', async () => {
    const cluster = await start();
    const { server } = cluster;
    let base = 0;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(messageNumbers(), { minLength: 15 }), async (order) => {
        const requests = [1, 2, 3].map((i) => cluster.request(`put x ${base + i}`, `${base + i}`));
        const deliveries = requests.flatMap((request, i) =>
          deliveriesOf(cluster, base + i, request),
        );
        for (const index of order) deliveries[index]?.();
        base += 3;
        expect(server.lastExecuted).toBe(base);
        expect(server.store.execute('get x')).toBe(`result: ${base}`);
      }),
      { numRuns: 20 },
    );
  });

  it('a seq once, whatever comes again afterwards', async () => {
    const cluster = await start();
    const request = cluster.request();
    cluster.execute(1, request);
    cluster.execute(1, request);
    cluster.deliver('commit', 1, request.digest, [0, 2, 3]);
    cluster.execute(2, cluster.request('all', '2'));
    expect(await replies(cluster, 2)).toHaveLength(2);
    const executions = cluster.logged.lines.all.filter((line) => /execute cmd/.test(line));
    expect(executions).toHaveLength(2);
  });

  it('a request once, even when the leader proposes it again under another seq (PBFT §4.1)', async () => {
    const cluster = await start();
    const request = cluster.request('put x 1', '1');
    cluster.execute(1, request);
    cluster.execute(2, cluster.request('put x 2', '2'));
    cluster.execute(3, request);
    expect(cluster.server.lastExecuted).toBe(3);
    expect(cluster.server.store.execute('get x')).toBe('result: 2');
    await cluster.logged.lines.first((line) => /seq=3\| an old request is not/.test(line));
    expect((await replies(cluster, 2)).map(([seq]) => seq).sort()).toEqual([1, 2]);
  });
});

describe('the leader', () => {
  it('gives a request the next seq, proposes it and prepares it itself', async () => {
    const cluster = await start({ id: 0 });
    const [one, two] = [cluster.request('put x 1', '1'), cluster.request('put x 2', '2')];
    expect(cluster.server.RequestRpc(one)).toEqual({ seq: 1 });
    expect(cluster.server.RequestRpc(two)).toEqual({ seq: 2 });
    const proposals = await cluster.allSent('Server.PrePrepareRpc');
    expect(proposals.map(({ to, args }) => `${args.msg.seq} to ${to}`).sort()).toEqual(
      [1, 2, 3].flatMap((to) => [`1 to ${to}`, `2 to ${to}`]).sort(),
    );
    expect(proposals[0]?.args).toMatchObject({ request: { digest: one.digest } });
    expect(await cluster.allSent('Server.PrepareRpc')).toHaveLength(6);
    cluster.deliver('prepare', 1, one.digest);
    cluster.deliver('commit', 1, one.digest);
    expect(await replies(cluster, 1)).toEqual([[1, 'put ok']]);
  });

  it('leads in its view only, and others say who does', async () => {
    const backup = await start({ id: 0, view: 1 });
    expect(() => backup.server.RequestRpc(backup.request())).toThrow(
      'not the leader, ask server 1',
    );
    const leader = await start({ id: 1, view: 1 });
    expect(leader.server.RequestRpc(leader.request())).toEqual({ seq: 1 });
    const [proposal] = await leader.allSent('Server.PrePrepareRpc');
    expect(proposal?.args.msg.view).toBe(1);
  });

  it('gives a request that is sent twice one seq', async () => {
    const cluster = await start({ id: 0 });
    const request = cluster.request();
    expect(cluster.server.RequestRpc(request)).toEqual({ seq: 1 });
    expect(cluster.server.RequestRpc(request)).toEqual({ seq: 1 });
    expect(await cluster.allSent('Server.PrePrepareRpc')).toHaveLength(3);
  });

  it('answers an executed request with the reply that it had, PBFT §4.1', async () => {
    const cluster = await start({ id: 0 });
    const request = cluster.request();
    cluster.server.RequestRpc(request);
    cluster.deliver('prepare', 1, request.digest);
    cluster.deliver('commit', 1, request.digest);
    const [first] = await cluster.replies.atLeast(1, () => true);
    expect(cluster.server.RequestRpc(request)).toEqual({ seq: 1 });
    const all = await cluster.replies.atLeast(2, () => true);
    expect(all[1]).toEqual(first);
    expect(cluster.server.lastExecuted).toBe(1);
  });

  it('refuses a request older than the last executed one of its client', async () => {
    const cluster = await start({ id: 0 });
    const request = cluster.request('put x 2', '2');
    cluster.server.RequestRpc(request);
    cluster.deliver('prepare', 1, request.digest);
    cluster.deliver('commit', 1, request.digest);
    expect(() => cluster.server.RequestRpc(cluster.request('put x 1', '1'))).toThrow(
      'a newer request of this client was executed',
    );
  });

  it('refuses a request that its client did not sign', async () => {
    const cluster = await start({ id: 0 });
    const request = { ...cluster.request(), signature: requestBy(newKeys()).signature };
    expect(() => cluster.server.RequestRpc(request)).toThrow('not signed by its client');
    expect(await cluster.allSent('Server.PrePrepareRpc')).toEqual([]);
  });

  it('lets a request wait above the high water mark, until that has moved (PBFT §4.2)', async () => {
    const cluster = await start({ id: 0 });
    const { server } = cluster;
    const [first, high] = [cluster.request('put x 1', '1'), cluster.request('put x 2', '2')];
    server.RequestRpc(first);
    const queue = Reflect.get(server, 'queue') as RequestQueue; // as after that many requests
    for (let seq = 2; seq <= SEQS_AHEAD; seq += 1) queue.add(cluster.request('all', `${seq}`));
    queue.take(SEQS_AHEAD);
    expect(server.RequestRpc(high)).toEqual({ seq: SEQS_AHEAD + 1 });
    expect(await cluster.allSent('Server.PrePrepareRpc')).toHaveLength(3);
    cluster.deliver('prepare', 1, first.digest);
    cluster.deliver('commit', 1, first.digest);
    const sent = await cluster.allSent('Server.PrePrepareRpc');
    expect(sent.slice(3).map(({ args }) => args.msg.seq)).toEqual(Array(3).fill(SEQS_AHEAD + 1));
  });
});

describe('the water marks (PBFT §4.2)', () => {
  it('bound the seqs that have a certificate, so that memory is bounded', async () => {
    const cluster = await start();
    const { server } = cluster;
    const { digest } = cluster.request();
    cluster.deliver('commit', SEQS_AHEAD, digest);
    expect(() => cluster.deliver('commit', SEQS_AHEAD + 1, digest)).toThrow('outside the water');
    expect(() => cluster.deliver('prepare', 10 ** 9, digest)).toThrow('outside the water marks');
    expect(server.certs.size).toBe(1);
  });

  it('move up with the last execution, and old certificates are forgotten', async () => {
    const cluster = await start();
    const { server } = cluster;
    const last = SEQS_KEPT + 5;
    for (let seq = 1; seq <= last; seq += 1) {
      cluster.execute(seq, cluster.request('all', String(seq)));
    }
    expect(server.lastExecuted).toBe(last);
    expect([...server.certs.keys()][0]).toBe(last - SEQS_KEPT + 1);
    expect(server.certs.size).toBe(SEQS_KEPT);
    expect(() => server.getCertOrNew(1)).toThrow('seq 1 is outside the water marks');
    expect(server.getCertOrNew(last + SEQS_AHEAD).getStage()).toBe(Stage.Request);
  });
});

describe('a message over the network', () => {
  it.each([
    ['an id that is a string', { msg: { view: 0, seq: 1, digest: 'd', id: '__proto__' } }],
    ['a seq of 0', { msg: { view: 0, seq: 0, digest: 'd', id: 0 }, signature: '' }],
    ['a seq that is no whole number', { msg: { view: 0, seq: 1.5, digest: 'd', id: 0 } }],
    ['no signature', { msg: { view: 0, seq: 1, digest: 'd', id: 0 } }],
    ['no message', {}],
    ['null', null],
  ])('with %s is answered with -32602 and is not fatal', async (_, params) => {
    const cluster = await start();
    const socket = await LineSocket.open(parseAddress(cluster.address));
    onTestFinished(() => socket.close());
    socket.request(1, 'Server.CommitRpc', params);
    expect((await socket.answer(1)).error?.code).toBe(RPC_ERROR.invalidParams);
    cluster.execute(1, cluster.request());
    expect(cluster.server.lastExecuted).toBe(1);
  });
});

/** Three requests, and five messages for each: one proposal, two prepares, two commits. */
function messageNumbers(): number[] {
  return Array.from({ length: 15 }, (_, i) => i);
}

function deliveriesOf(cluster: FakeCluster, before: number, request: RequestArgs): (() => void)[] {
  const seq = before + 1;
  const vote = (type: 'prepare' | 'commit', id: number) => () =>
    cluster.deliver(type, seq, request.digest, [id]);
  return [
    () => void cluster.server.PrePrepareRpc(cluster.prePrepare(seq, request)),
    ...[0, 3].map((id) => vote('prepare', id)),
    ...[2, 3].map((id) => vote('commit', id)),
  ];
}
