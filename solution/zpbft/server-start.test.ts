import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeCluster } from '../testing/fake-cluster.ts';
import { Inbox } from '../testing/inbox.ts';
import { newKeys } from '../testing/keys.ts';
import { LineSocket } from '../testing/line-socket.ts';
import { silent } from '../testing/log.ts';
import { NOBODY } from '../testing/ports.ts';
import { type Address, formatAddress, parseAddress } from '../zrpc/address.ts';
import { Refused } from '../zrpc/errors.ts';
import { RpcNode } from '../zrpc/node.ts';
import { encodePublicKey } from './crypto.ts';
import { RegisterArgs, type RegisterReply } from './messages.ts';
import { Server } from './server.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };

/** A master that answers registrations as the test likes. */
async function masterThat(answer: (args: RegisterArgs) => unknown): Promise<Address> {
  const master = new RpcNode(silent());
  onTestFinished(() => master.close());
  master.method('Master.RegisterRpc', { params: RegisterArgs, handle: answer });
  return master.listen(ANY_PORT);
}

function serverFor(maddr: Address, saddr = ANY_PORT): Server {
  const server = new Server({ maddr, saddr, keys: newKeys(), log: silent() });
  onTestFinished(() => server.close());
  return server;
}

describe('a server that starts', () => {
  it('prints what the lab prints', async () => {
    const cluster = await FakeCluster.start({ id: 2 });
    onTestFinished(() => cluster.close());
    const text = cluster.logged.lines.all.map((line) => line.replace(/:\d+: /, ': '));
    expect(text).toEqual([
      'server.ts: INFO| connect master ...',
      'server.ts: INFO| register peer info ...',
      'server.ts: INFO| register success, id=2, leader=0',
      'server.ts: INFO| build connect with other peers ...',
      'server.ts: INFO| ==== connect all peers success ====',
      'server.ts: INFO| == start work loop ==',
    ]);
  });

  it('starts without the peers that do not answer yet, and says how many', async () => {
    const cluster = await FakeCluster.start({ dead: [0, 3] });
    onTestFinished(() => cluster.close());
    expect(cluster.logged.lines.all).toContainEqual(
      expect.stringContaining('WARN| 2 peers do not answer yet'),
    );
  });

  it('registers the address that port 0 became, and its public key', async () => {
    const registered = new Inbox<RegisterArgs>();
    const maddr = await masterThat((args) => {
      registered.push(args);
      throw new Refused('enough');
    });
    const keys = newKeys();
    const server = new Server({ maddr, saddr: ANY_PORT, keys, log: silent() });
    onTestFinished(() => server.close());
    await expect(server.start()).rejects.toThrow('enough');
    const [args] = registered.all;
    expect(args?.publicKey).toBe(encodePublicKey(keys.publicKey));
    expect(parseAddress(args?.addr ?? '').port).toBeGreaterThan(0);
  });

  it('lets messages of peers wait until it knows the cluster', async () => {
    const asked = new Inbox<{ args: RegisterArgs; answer: (reply: RegisterReply) => void }>();
    const maddr = await masterThat((args) => new Promise((answer) => asked.push({ args, answer })));
    const server = serverFor(maddr);
    const started = server.start();
    const { args, answer } = await asked.first((one) => one);
    const socket = await LineSocket.open(parseAddress(args.addr));
    onTestFinished(() => socket.close());
    const vote = { msg: { view: 0, seq: 1, digest: 'd', id: 2 }, signature: '' };
    socket.request(1, 'Server.CommitRpc', vote);
    // The answer to the ping is written after the vote was read, so the vote is really waiting.
    socket.request(2, 'Node.PingRpc', {});
    await socket.answer(2);
    expect(server.certs.size).toBe(0);
    const peers = [0, 1, 2, 3].map((id) => ({ id, addr: args.addr, publicKey: args.publicKey }));
    answer({ id: 1, f: 1, view: 0, peers });
    await started;
    expect((await socket.answer(1)).result).toEqual({});
    expect(server.certs.size).toBe(1);
  });

  it('says that there is no master', async () => {
    await expect(serverFor(NOBODY).start()).rejects.toThrow(
      'no master: nobody listens on 127.0.0.1:1; start the master first',
    );
  });

  it('says why the master refused', async () => {
    const maddr = await masterThat(() => {
      throw new Refused('all 4 servers have registered already');
    });
    await expect(serverFor(maddr).start()).rejects.toThrow('all 4 servers have registered already');
  });

  it('says that what answers is not a master', async () => {
    const maddr = await masterThat(() => ({ id: 'one' }));
    await expect(serverFor(maddr).start()).rejects.toThrow('what answers there is not a master');
  });

  it('says that its address is in use', async () => {
    const other = new RpcNode(silent());
    onTestFinished(() => other.close());
    const taken = await other.listen(ANY_PORT);
    await expect(serverFor(ANY_PORT, taken).start()).rejects.toThrow(
      `cannot listen on ${formatAddress(taken)}: the address is in use`,
    );
  });

  it('gives up when the master goes away while it waits for the others', async () => {
    const master = new RpcNode(silent());
    const asked = new Inbox<true>();
    master.method('Master.RegisterRpc', {
      params: RegisterArgs,
      handle: () => {
        asked.push(true);
        return new Promise(() => {});
      },
    });
    const started = serverFor(await master.listen(ANY_PORT)).start();
    const failed = expect(started).rejects.toThrow('was closed');
    await asked.first((one) => one);
    master.close();
    await failed;
  });
});

describe('the log of a server', () => {
  it('has a line per stage as in the lab, and the store after each execution', async () => {
    const cluster = await FakeCluster.start({ id: 0 });
    onTestFinished(() => cluster.close());
    const request = cluster.request('put x 10');
    cluster.server.RequestRpc(request);
    cluster.deliver('prepare', 1, request.digest, [3, 1]);
    cluster.deliver('commit', 1, request.digest, [2, 1]);
    await cluster.allSent('Server.CommitRpc');
    const { clientAddr } = request.req;
    const port = clientAddr.slice(clientAddr.indexOf(':'));
    const ids = '\\[(1 2 3|1 3 2|2 1 3|2 3 1|3 1 2|3 2 1)\\]';
    for (const line of [
      `stage=0:request <= ${port}, cmd: \\[put x 10\\]`,
      `stage=1:pre-prepare => ${ids}`,
      `stage=2:prepare => ${ids}`,
      'stage=2:prepare <= 3',
      `stage=3:commit => ${ids}`,
      'stage=3:commit <= 2',
      'execute cmd:\\[put x 10\\], result: \\[put ok\\]',
      `stage=4:reply => ${port}`,
    ]) {
      const pattern = new RegExp(`^server\\.ts:\\d+: INFO\\| I=0 L=0 seq=1\\| ${line}$`);
      await cluster.logged.lines.first((seen) => pattern.test(seen));
    }
    expect(cluster.logged.lines.all).toContain('\n==== zkv ====\nx:10\n=====\n');
  });
});
