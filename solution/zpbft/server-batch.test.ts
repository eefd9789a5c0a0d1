import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeCluster } from '../testing/fake-cluster.ts';
import { newKeys } from '../testing/keys.ts';
import { requestBy } from '../testing/request.ts';
import type { RequestArgs } from './messages.ts';
import { digestOfBatch } from './queue.ts';

async function start(options: Parameters<typeof FakeCluster.start>[0]): Promise<FakeCluster> {
  const cluster = await FakeCluster.start(options);
  onTestFinished(() => cluster.close());
  return cluster;
}

function requests(cluster: FakeCluster): [RequestArgs, RequestArgs, RequestArgs] {
  const request = (command: string, timestamp: string) => cluster.request(command, timestamp);
  return [request('put x 1', '1'), request('get x', '2'), request('del x', '3')];
}

/** What was proposed, to one of the others: seq and commands. */
async function proposed(cluster: FakeCluster): Promise<unknown[]> {
  const sent = await cluster.allSent('Server.PrePrepareRpc');
  return sent
    .filter(({ to }) => to === 1)
    .map(({ args }) => {
      const { request, more = [] } = args as unknown as { request: RequestArgs; more: [] };
      return [args.msg.seq, [request, ...more].map(({ req }: RequestArgs) => req.command)];
    });
}

describe('the leader of a cluster with batches', () => {
  it('proposes a first request at once, and those that come meanwhile together', async () => {
    const cluster = await start({ id: 0, batch: 8 });
    const [first, second, third] = requests(cluster);
    const seqs = [first, second, third].map((one) => cluster.server.RequestRpc(one).seq);
    expect(seqs).toEqual([1, 2, 2]);
    expect(await proposed(cluster)).toEqual([[1, ['put x 1']]]);
    cluster.deliver('prepare', 1, first.digest);
    cluster.deliver('commit', 1, first.digest);
    expect(await proposed(cluster)).toEqual([
      [1, ['put x 1']],
      [2, ['get x', 'del x']],
    ]);
    expect(cluster.server.RequestRpc(third)).toEqual({ seq: 2 });
  });
});

describe('a backup of a cluster with batches', () => {
  it('executes the requests of a batch in their order, and replies to each', async () => {
    const cluster = await start({ batch: 3 });
    const [request, ...more] = requests(cluster);
    const digest = digestOfBatch({ request, more });
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, request, { more }));
    cluster.deliver('prepare', 1, digest);
    cluster.deliver('commit', 1, digest);
    const replies = await cluster.replies.atLeast(3, () => true);
    expect(replies.map(({ msg }) => [msg.seq, msg.timestamp, msg.result]).sort()).toEqual([
      [1, '1', 'put ok'],
      [1, '2', 'result: 1'],
      [1, '3', 'del ok'],
    ]);
    expect(cluster.server.lastExecuted).toBe(1);
  });

  it('executes a request once, though it is in a batch twice', async () => {
    const cluster = await start({ batch: 3 });
    const [request] = requests(cluster);
    const more = [request, cluster.request('all', '9')];
    const digest = digestOfBatch({ request, more });
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, request, { more }));
    cluster.deliver('prepare', 1, digest);
    cluster.deliver('commit', 1, digest);
    const replies = await cluster.replies.atLeast(2, () => true);
    expect(replies.map(({ msg }) => msg.timestamp).sort()).toEqual(['1', '9']);
    const refused = expect.stringContaining('an old request is not executed again');
    expect(cluster.logged.lines.all).toContainEqual(refused);
  });

  it('refuses a batch that is larger than its own -batch, by default any', async () => {
    for (const batch of [1, 2]) {
      const cluster = await start({ batch });
      const [request, ...more] = requests(cluster);
      const args = cluster.prePrepare(1, request, { more });
      expect(() => cluster.server.PrePrepareRpc(args)).toThrow(
        `more than ${batch} requests for a seq`,
      );
      expect(cluster.server.certs.size).toBe(0);
    }
  });

  it('refuses a batch with a digest of only its first request', async () => {
    const cluster = await start({ batch: 3 });
    const [request, ...more] = requests(cluster);
    const args = cluster.prePrepare(1, request, { more, digest: request.digest });
    expect(() => cluster.server.PrePrepareRpc(args)).toThrow('digests differ');
  });

  it('refuses a batch in which one request is not signed by its client', async () => {
    const cluster = await start({ batch: 3 });
    const [request, second, third] = requests(cluster);
    const more = [second, { ...third, signature: requestBy(newKeys()).signature }];
    const args = cluster.prePrepare(1, request, { more });
    expect(() => cluster.server.PrePrepareRpc(args)).toThrow('not signed by its client');
  });
});
