import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeCluster, type Twist } from '../testing/fake-cluster.ts';
import { newKeys } from '../testing/keys.ts';
import { requestBy } from '../testing/request.ts';
import { Refused } from '../zrpc/errors.ts';
import { MAX_QUEUED_VOTES, Stage } from './cert.ts';
import { digestOf, verify } from './crypto.ts';

async function start(options: Parameters<typeof FakeCluster.start>[0] = {}): Promise<FakeCluster> {
  const cluster = await FakeCluster.start(options);
  onTestFinished(() => cluster.close());
  return cluster;
}

describe('a backup in the normal case (PBFT §4.2)', () => {
  it('prepares a proposal of the leader, commits at 2f prepares, executes at 2f commits', async () => {
    const cluster = await start();
    const { server } = cluster;
    const request = cluster.request('put x 10', '5');
    const { digest } = request;
    server.PrePrepareRpc(cluster.prePrepare(1, request));
    const cert = server.getCertOrNew(1);
    expect(cert.getStage()).toBe(Stage.Prepare);
    cluster.deliver('prepare', 1, digest, [0]);
    expect(cert.getStage()).toBe(Stage.Prepare);
    cluster.deliver('prepare', 1, digest, [2]);
    expect(cert.getStage()).toBe(Stage.Commit);
    cluster.deliver('commit', 1, digest, [3]);
    expect(server.lastExecuted).toBe(0);
    cluster.deliver('commit', 1, digest, [0]);
    expect(server.lastExecuted).toBe(1);
    expect(server.store.execute('get x')).toBe('result: 10');

    const { msg, signature } = await cluster.replies.first((reply) => reply);
    const { clientKey } = request.req;
    expect(msg).toEqual({ view: 0, seq: 1, timestamp: '5', clientKey, id: 1, result: 'put ok' });
    expect(verify('reply', msg, signature, cluster.keysOf(1).publicKey)).toBe(true);
  });

  it('sends its prepare and its commit once to every other server, signed', async () => {
    const cluster = await start();
    const request = cluster.request();
    cluster.execute(1, request);
    cluster.deliver('prepare', 1, request.digest);
    cluster.deliver('commit', 1, request.digest);
    for (const [method, type] of [
      ['Server.PrepareRpc', 'prepare'],
      ['Server.CommitRpc', 'commit'],
    ] as const) {
      const sent = await cluster.allSent(method);
      expect(sent.map(({ to }) => to).sort()).toEqual([0, 2, 3]);
      for (const { args } of sent) {
        expect(args.msg).toEqual({ view: 0, seq: 1, digest: request.digest, id: 1 });
        expect(verify(type, args.msg, args.signature, cluster.keysOf(1).publicKey)).toBe(true);
      }
    }
    expect(await cluster.allSent('Server.PrePrepareRpc')).toEqual([]);
    expect(cluster.replies.all).toHaveLength(1);
  });

  it('needs 2f of each with f = 2 as well', async () => {
    const cluster = await start({ f: 2, id: 3 });
    const request = cluster.request();
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, request));
    const cert = cluster.server.getCertOrNew(1);
    cluster.deliver('prepare', 1, request.digest, [0, 1, 2]);
    expect(cert.getStage()).toBe(Stage.Prepare);
    cluster.deliver('prepare', 1, request.digest, [6]);
    expect(cert.getStage()).toBe(Stage.Commit);
    cluster.deliver('commit', 1, request.digest, [4, 5, 6]);
    expect(cluster.server.lastExecuted).toBe(0);
    cluster.deliver('commit', 1, request.digest, [0]);
    expect(cluster.server.lastExecuted).toBe(1);
  });

  it('keeps votes that come before the proposal, and counts them when it comes', async () => {
    const cluster = await start();
    const request = cluster.request();
    cluster.deliver('commit', 1, request.digest);
    cluster.deliver('prepare', 1, request.digest);
    expect(cluster.server.lastExecuted).toBe(0);
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, request));
    expect(cluster.server.lastExecuted).toBe(1);
  });

  it('keeps them, too, among hundreds that name the same servers and that nobody signed', async () => {
    const cluster = await start();
    const { server } = cluster;
    const request = cluster.request();
    const junk = (): void => {
      for (let vote = 0; vote < 2 * MAX_QUEUED_VOTES; vote += 1) {
        const msg = { view: 0, seq: 1, digest: request.digest, id: [0, 2, 3][vote % 3] ?? 0 };
        server.PrepareRpc({ msg, signature: 'junk' });
        server.CommitRpc({ msg, signature: 'junk' });
      }
    };
    junk();
    cluster.deliver('commit', 1, request.digest);
    cluster.deliver('prepare', 1, request.digest);
    junk();
    server.PrePrepareRpc(cluster.prePrepare(1, request));
    expect(server.lastExecuted).toBe(1);
  });

  it('does not execute on commits alone: it must be prepared itself', async () => {
    const cluster = await start();
    const request = cluster.request();
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, request));
    cluster.deliver('commit', 1, request.digest);
    expect(await cluster.allSent('Server.CommitRpc')).toEqual([]);
    expect(cluster.server.lastExecuted).toBe(0);
    cluster.deliver('prepare', 1, request.digest);
    expect(cluster.server.lastExecuted).toBe(1);
    expect(await cluster.allSent('Server.CommitRpc')).toHaveLength(3);
  });

  it('goes on with f servers dead', async () => {
    const cluster = await start({ dead: [3] });
    cluster.execute(1, cluster.request());
    expect(cluster.server.lastExecuted).toBe(1);
    const sent = await cluster.allSent('Server.CommitRpc');
    expect(sent.map(({ to }) => to).sort()).toEqual([0, 2]);
    await cluster.logged.lines.first((line) =>
      /WARN\| Server\.CommitRpc 3 error: nobody listens/.test(line),
    );
    await cluster.logged.lines.first((line) =>
      /INFO\| I=1 L=0 seq=1\| stage=3:commit => \[(0 2|2 0)\]/.test(line),
    );
  });
});

/** Votes in the name of server 0 that are not its vote for seq 1. The key: what is wrong. */
const BAD_VOTES: readonly (readonly [string, (cluster: FakeCluster) => Twist])[] = [
  ['is for another view', () => ({ view: 1 })],
  ['is for another digest', () => ({ digest: 'f'.repeat(64) })],
  ['is for an empty digest', () => ({ digest: '' })],
  ['was signed for the next seq', () => ({ signedSeq: 2 })],
  ['has an empty signature', () => ({ signature: '' })],
  ['has a random signature', () => ({ signature: Buffer.alloc(64, 7).toString('base64') })],
  ['was signed by another server', (cluster) => ({ signer: cluster.keysOf(2) })],
  ['was signed by a stranger', () => ({ signer: newKeys() })],
  ['names an unknown id', () => ({ id: 4 })],
  ['names a negative id', () => ({ id: -1 })],
  ['names the receiver', (cluster) => ({ id: 1, signer: cluster.keysOf(1) })],
  ['is a pre-prepare by its signature', () => ({ type: 'pre-prepare' })],
];

describe.each(['prepare', 'commit'] as const)('a %s', (type) => {
  /** A backup with one vote missing: server 3 has voted, and one more is needed. */
  async function oneMissing() {
    const cluster = await start();
    const { server } = cluster;
    const { digest } = cluster.request();
    server.PrePrepareRpc(cluster.prePrepare(1, cluster.request()));
    if (type === 'commit') cluster.deliver('prepare', 1, digest);
    cluster.deliver(type, 1, digest, [3]);
    const cert = server.getCertOrNew(1);
    const stage = cert.getStage();
    const votes = () => (type === 'commit' ? cert.commitBallot() : cert.prepareBallot());
    const give = (twist: Twist) => {
      const args = cluster.vote(type, 1, digest, 0, twist);
      return type === 'commit' ? server.CommitRpc(args) : server.PrepareRpc(args);
    };
    return { cluster, cert, stage, votes, give };
  }

  it.each(BAD_VOTES)('that %s is not counted, and is not fatal', async (_, twist) => {
    const { cluster, cert, stage, votes, give } = await oneMissing();
    give(twist(cluster));
    expect(votes()).toBe(1);
    expect(cert.getStage()).toBe(stage);
    give({}); // the same server's right vote still counts
    expect(votes()).toBe(2);
    expect(cert.getStage()).toBe(stage + 1);
  });

  it('of the other phase, by its signature, is not counted', async () => {
    const { cert, stage, give } = await oneMissing();
    give({ type: type === 'commit' ? 'prepare' : 'commit' });
    expect(cert.getStage()).toBe(stage);
    give({});
    expect(cert.getStage()).toBe(stage + 1);
  });

  it('counts once, however often it is sent', async () => {
    const { cluster, cert, stage, votes } = await oneMissing();
    const { digest } = cluster.request();
    for (let i = 0; i < 5; i += 1) cluster.deliver(type, 1, digest, [3]);
    expect(votes()).toBe(1);
    expect(cert.getStage()).toBe(stage);
    cluster.deliver(type, 1, digest, [2]);
    expect(cert.getStage()).toBe(stage + 1);
  });
});

describe('a pre-prepare (PBFT §4.2)', () => {
  it('is accepted again when it is the same, and prepared once', async () => {
    const cluster = await start();
    const args = cluster.prePrepare(1, cluster.request());
    cluster.server.PrePrepareRpc(args);
    expect(cluster.server.PrePrepareRpc(args)).toEqual({});
    expect(await cluster.allSent('Server.PrepareRpc')).toHaveLength(3);
  });

  it('is refused when the seq has another proposal, which stays', async () => {
    const cluster = await start();
    const [first, second] = [cluster.request('put x 1'), cluster.request('put x 2')];
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, first));
    expect(() => cluster.server.PrePrepareRpc(cluster.prePrepare(1, second))).toThrow(
      'seq 1 has another proposal',
    );
    expect(cluster.server.getCertOrNew(1).get().digest).toBe(first.digest);
  });

  it.each<[string, (cluster: FakeCluster) => Twist, string]>([
    ['not signed by the leader', (cluster) => ({ signer: cluster.keysOf(2) }), 'by the leader'],
    ['not signed at all', () => ({ signature: '' }), 'not signed by the leader'],
    ['a prepare by its signature', () => ({ type: 'prepare' }), 'not signed by the leader'],
    ['of another view', () => ({ view: 4 }), 'view 4 is not 0'],
    ['for another digest', () => ({ digest: 'f'.repeat(64) }), 'digests differ'],
  ])('is refused when it is %s', async (_, twist, reason) => {
    const cluster = await start();
    const args = cluster.prePrepare(1, cluster.request(), twist(cluster));
    expect(() => cluster.server.PrePrepareRpc(args)).toThrow(reason);
    expect(cluster.server.certs.get(1)?.isSet() ?? false).toBe(false);
    cluster.server.PrePrepareRpc(cluster.prePrepare(1, cluster.request()));
    expect(cluster.server.getCertOrNew(1).isSet()).toBe(true);
  });

  it('is refused when the leader made the request up', async () => {
    const cluster = await start();
    const { req, signature } = cluster.request();
    const forged = { ...req, command: 'put x 666' };
    const request = { req: forged, digest: digestOf(forged), signature };
    expect(() => cluster.server.PrePrepareRpc(cluster.prePrepare(1, request))).toThrow(
      'the request is not signed by its client',
    );
    const own = requestBy(newKeys(), { clientAddr: 'nowhere' });
    expect(() => cluster.server.PrePrepareRpc(cluster.prePrepare(1, own))).toThrow('bad address');
  });

  it('is refused by the leader itself, even with its own signature', async () => {
    const cluster = await start({ id: 0 });
    expect(() => cluster.server.PrePrepareRpc(cluster.prePrepare(1, cluster.request()))).toThrow(
      'I am the leader',
    );
  });

  it('comes from server v mod n in view v', async () => {
    const cluster = await start({ id: 0, view: 5 });
    expect(cluster.server.leader).toBe(1);
    const byServer0 = cluster.prePrepare(1, cluster.request(), { signer: cluster.keysOf(0) });
    expect(() => cluster.server.PrePrepareRpc(byServer0)).toThrow(Refused);
    cluster.execute(1, cluster.request());
    const { msg } = await cluster.replies.first((reply) => reply);
    expect(msg.view).toBe(5);
  });
});
