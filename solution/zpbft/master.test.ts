import { describe, expect, it, onTestFinished } from 'vitest';
import { newKeys } from '../testing/keys.ts';
import { LineSocket } from '../testing/line-socket.ts';
import { type TestLog, testLog } from '../testing/log.ts';
import type { Address } from '../zrpc/address.ts';
import { RPC_ERROR } from '../zrpc/errors.ts';
import { encodePublicKey } from './crypto.ts';
import { MAX_WAITING_CLIENTS, Master } from './master.ts';
import { GetPeersReply, RegisterReply } from './messages.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };

interface Setup {
  readonly master: Master;
  readonly maddr: Address;
  readonly logged: TestLog;
}

async function startMaster({ f = 1, view = 0 } = {}): Promise<Setup> {
  const logged = testLog(1);
  const master = new Master({ maddr: ANY_PORT, f, view, log: logged.log });
  onTestFinished(() => master.close());
  return { master, maddr: await master.start(), logged };
}

/** A caller with a connection of its own. */
async function caller(maddr: Address): Promise<LineSocket> {
  const socket = await LineSocket.open(maddr);
  onTestFinished(() => socket.close());
  return socket;
}

const newKey = (): string => encodePublicKey(newKeys().publicKey);

/** Registers :8000+n and waits until the master has said so. */
async function register({ maddr, logged }: Setup, n: number, key = newKey()): Promise<LineSocket> {
  const socket = await caller(maddr);
  socket.request(1, 'Master.RegisterRpc', { addr: `127.0.0.1:${8000 + n}`, publicKey: key });
  await logged.lines.first((line) => line.includes(`new peer, addr::${8000 + n}, `));
  return socket;
}

async function refusal(maddr: Address, method: string, params: object): Promise<string> {
  const socket = await caller(maddr);
  socket.request(1, method, params);
  const { error } = await socket.answer(1);
  expect(error?.code).toBe(RPC_ERROR.refused);
  return error?.message ?? '';
}

describe('the master', () => {
  it('answers when 3f+1 servers have registered, with ids in the order of registration', async () => {
    const setup = await startMaster();
    const keys = [1, 2, 3, 4].map(newKey);
    const sockets: LineSocket[] = [];
    for (const [i, key] of keys.entries()) {
      if (i === 3) expect(sockets.every((socket) => socket.lines.all.length === 0)).toBe(true);
      sockets.push(await register(setup, i + 1, key));
    }
    const peers = keys.map((publicKey, id) => ({ id, addr: `127.0.0.1:${8001 + id}`, publicKey }));
    for (const [id, socket] of sockets.entries()) {
      const { result } = await socket.answer(1);
      expect(RegisterReply.parse(result)).toEqual({ id, f: 1, view: 0, peers });
    }
  });

  it('prints what the lab prints', async () => {
    const setup = await startMaster();
    for (const n of [1, 2, 3, 4]) await register(setup, n);
    const socket = await caller(setup.maddr);
    socket.request(1, 'Master.GetPeersRpc', { clientAddr: 'localhost:8005' });
    await socket.answer(1);
    expect(setup.logged.lines.all.map((line) => line.replace(/ts:\d+/, 'ts'))).toEqual([
      `master.ts: INFO| Master, maddr::${setup.maddr.port}, f=1, peerNum=4`,
      'master.ts: INFO| waiting for node registration ...',
      'master.ts: INFO| new peer, addr::8001, id=0',
      'master.ts: INFO| new peer, addr::8002, id=1',
      'master.ts: INFO| new peer, addr::8003, id=2',
      'master.ts: INFO| new peer, addr::8004, id=3',
      'master.ts: INFO| All nodes registered successfully, leader.addr=:8001',
      'master.ts: INFO| new client addr: :8005',
    ]);
  });

  it('lets a client that comes early wait for the servers', async () => {
    const setup = await startMaster();
    const socket = await caller(setup.maddr);
    socket.request(1, 'Master.GetPeersRpc', { clientAddr: ':8005' });
    for (const n of [1, 2, 3]) await register(setup, n);
    expect(socket.lines.all).toEqual([]);
    await register(setup, 4);
    const { result } = await socket.answer(1);
    const { f, view, peers } = GetPeersReply.parse(result);
    expect({ f, view, ids: peers.map(({ id }) => id) }).toEqual({
      f: 1,
      view: 0,
      ids: [0, 1, 2, 3],
    });
  });

  it('waits for 7 servers with f = 2, and passes on the view; its leader is view mod n', async () => {
    const setup = await startMaster({ f: 2, view: 9 });
    const first = await register(setup, 1);
    for (const n of [2, 3, 4, 5, 6]) await register(setup, n);
    expect(first.lines.all).toEqual([]);
    await register(setup, 7);
    const reply = RegisterReply.parse((await first.answer(1)).result);
    expect(reply).toMatchObject({ id: 0, f: 2, view: 9 });
    expect(reply.peers).toHaveLength(7);
    expect(setup.logged.lines.all).toContainEqual(expect.stringContaining('leader.addr=:8003'));
  });

  it('refuses one server too many', async () => {
    const setup = await startMaster();
    for (const n of [1, 2, 3, 4]) await register(setup, n);
    const args = { addr: ':8009', publicKey: newKey() };
    expect(await refusal(setup.maddr, 'Master.RegisterRpc', args)).toBe(
      'all 4 servers have registered already',
    );
  });

  it('refuses an address that has registered, however it is written', async () => {
    const setup = await startMaster();
    await register(setup, 1);
    for (const addr of ['127.0.0.1:8001', ':8001', 'localhost:8001']) {
      expect(await refusal(setup.maddr, 'Master.RegisterRpc', { addr, publicKey: newKey() })).toBe(
        'server 0 has registered :8001 already',
      );
    }
  });

  it('refuses a public key that has registered, however it is written: one pair per server', async () => {
    const setup = await startMaster();
    const key = newKey();
    await register(setup, 1, key);
    for (const publicKey of [key, ` ${key}`, key.replace(/=*$/, '')]) {
      expect(await refusal(setup.maddr, 'Master.RegisterRpc', { addr: ':8002', publicKey })).toBe(
        'server 0 has the same public key; every server needs its own',
      );
    }
  });

  it('refuses an address and a key that are none', async () => {
    const { maddr, logged } = await startMaster();
    const register = (addr: string, publicKey: string) =>
      refusal(maddr, 'Master.RegisterRpc', { addr, publicKey });
    expect(await register('nowhere', newKey())).toContain('bad address "nowhere"');
    expect(await register(':0', newKey())).toContain('nobody can connect to port 0');
    expect(await register(':8001', 'AAAA')).toContain('not an Ed25519 or RSA public key');
    expect(await refusal(maddr, 'Master.GetPeersRpc', { clientAddr: '' })).toContain('bad address');
    expect(logged.lines.all.filter((line) => line.includes('new '))).toEqual([]);
  });

  it('frees the place of a server that leaves before all have registered', async () => {
    const setup = await startMaster();
    const first = await register(setup, 1);
    const second = await register(setup, 2);
    await register(setup, 3);
    for (const [socket, line] of [
      [second, 'WARN| server :8002 left before all had registered, id=1 is free again'],
      [first, 'WARN| server :8001 left before all had registered, id=0 is free again'],
    ] as const) {
      socket.close();
      await setup.logged.lines.first((seen) => seen.includes(line));
    }
    // The lowest free place first, for another server or the same one started again.
    await register(setup, 5);
    const again = await caller(setup.maddr);
    again.request(1, 'Master.RegisterRpc', { addr: ':8001', publicKey: newKey() });
    await setup.logged.lines.first((line) => line.includes('new peer, addr::8001, id=1'));
    const last = await register(setup, 4);
    const { id, peers } = RegisterReply.parse((await last.answer(1)).result);
    expect(id).toBe(3);
    expect(peers.map(({ addr }) => addr)).toEqual([5, 1, 3, 4].map((n) => `127.0.0.1:${8000 + n}`));
  });

  it('keeps the place of a server that leaves later: its id is known to others', async () => {
    const setup = await startMaster();
    const sockets: LineSocket[] = [];
    for (const n of [1, 2, 3, 4]) sockets.push(await register(setup, n));
    await Promise.all(sockets.map((socket) => socket.answer(1)));
    for (const socket of sockets) socket.close();
    const args = { addr: ':8009', publicKey: newKey() };
    expect(await refusal(setup.maddr, 'Master.RegisterRpc', args)).toContain('all 4 servers');
    expect(setup.logged.lines.all.filter((line) => line.includes('WARN'))).toEqual([]);
  });

  it('lets a bounded number of clients wait, and takes new ones when some have left', async () => {
    const setup = await startMaster();
    const crowd = await caller(setup.maddr);
    for (let id = 1; id <= MAX_WAITING_CLIENTS; id += 1) {
      crowd.request(id, 'Master.GetPeersRpc', { clientAddr: ':8005' });
    }
    crowd.request(0, 'Master.GetPeersRpc', { clientAddr: ':8005' });
    expect((await crowd.answer(0)).error?.message).toBe('256 clients wait for the servers already');
    crowd.close();
    await register(setup, 1);
    const late = await caller(setup.maddr);
    late.request(1, 'Master.GetPeersRpc', { clientAddr: ':8005' });
    for (const n of [2, 3, 4]) await register(setup, n);
    expect((await late.answer(1)).error).toBeUndefined();
    const served = setup.logged.lines.all.filter((line) => line.includes('new client'));
    expect(served).toHaveLength(1);
  });

  it('does not let in who has left before it was heard', async () => {
    const { master, logged } = await startMaster();
    const context = { closed: AbortSignal.abort() };
    const server = { addr: ':8001', publicKey: newKey() };
    await expect(master.RegisterRpc(server, context)).rejects.toThrow('the server left');
    await expect(master.GetPeersRpc({ clientAddr: ':8005' }, context)).rejects.toThrow('left');
    expect(logged.lines.all.filter((line) => line.includes('new '))).toEqual([]);
  });

  it('says that its address is in use', async () => {
    const { maddr } = await startMaster();
    const second = new Master({ maddr, f: 1, view: 0, log: testLog().log });
    await expect(second.start()).rejects.toThrow(
      `cannot listen on 127.0.0.1:${maddr.port}: the address is in use`,
    );
  });
});
