import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { newKeys, newRsaKeys } from './testing/keys.ts';
import { LineSocket } from './testing/line-socket.ts';
import { isAlive, Lab, PROCESS_TEST_LIMIT_MS } from './testing/processes.ts';
import { tempDir } from './testing/temp-dir.ts';
import { USAGE } from './zkv/store.ts';
import { parseAddress } from './zrpc/address.ts';
import { MAX_FRAME_CHARS } from './zrpc/frames.ts';

const RESULT = (text: string) => `==== result ====\n${text}\n=====\ntake: `;
const LIMIT = { timeout: PROCESS_TEST_LIMIT_MS };
const FOUR = [0, 1, 2, 3];

/** Lines that are no request of the lab, and one that is nearly one. */
const GARBAGE = [
  'hello',
  'null',
  '[null]',
  '{"jsonrpc":"2.0","id":1,"method":"Server.CommitRpc","params":null}',
  '{"jsonrpc":"2.0","id":1,"method":"Client.ReplyRpc","params":{"msg":{}}}',
  '{"jsonrpc":"2.0","id":1,"method":"Master.RegisterRpc","params":{"addr":5}}',
  '{"jsonrpc":"2.0","id":1,"method":"__proto__","params":{}}',
  '\0\u00ff',
];

/** Sends all of it to a port, and waits until the last of it was read. */
async function sendGarbage(port: string): Promise<void> {
  const socket = await LineSocket.open(parseAddress(port));
  for (const line of GARBAGE) socket.send(`${line}\n`);
  socket.request(99, 'Node.PingRpc', {});
  await socket.answer(99);
  socket.send('x'.repeat(MAX_FRAME_CHARS + 1));
  await socket.closed;
}

// One cluster, and the story of the handout in its order: each test goes on where the last ended.
describe('the lab by hand: a master, four servers and clients, each a process', LIMIT, () => {
  const keyDir = tempDir();
  const lab = new Lab(keyDir.path);

  beforeAll(async () => {
    await lab.start(FOUR.map(newKeys));
  }, PROCESS_TEST_LIMIT_MS);
  afterAll(async () => {
    await lab.stop();
    keyDir.remove();
  }, PROCESS_TEST_LIMIT_MS);

  it('has four servers with ids by registration, led by server 0', () => {
    expect([...lab.servers.keys()].sort()).toEqual(FOUR);
    for (const server of lab.servers.values()) {
      expect(server.out.all).toContainEqual(expect.stringMatching(/register success, .*leader=0$/));
      expect(server.out.all).toContainEqual(expect.stringContaining('connect all peers success'));
    }
  });

  it('puts, gets and puts; every server executes the same', async () => {
    const first = await lab.command('put', 'x', '10');
    expect(first.exit).toBe(0);
    expect(first.out).toContain(RESULT('put ok'));
    expect((await lab.command('get', 'x')).out).toContain(RESULT('result: 10'));
    const script = lab.client();
    script.end('put y 20\nall\nnonsense\n');
    expect(await script.exit).toBe(2);
    const out = script.out.all.join('\n');
    expect(out).toContain(RESULT('put ok'));
    expect(out).toContain(RESULT('x:10\ny:20'));
    expect(out).toContain(USAGE);
    expect(out).not.toContain('>>>');
    for (const server of lab.servers.values()) {
      await server.line(/seq=4\| execute cmd:\[all\], result: \[x:10$/);
    }
  });

  it('refuses a fifth server, with one clear line', async () => {
    const fifth = lab.server(newKeys(), 5);
    expect(await fifth.exit).toBe(1);
    expect(fifth.err.all).toEqual(['naive: all 4 servers have registered already']);
  });

  it('says that an address is in use, with one clear line', async () => {
    const [, port] = await lab.master.line(/new peer, addr:(:\d+), id=0/);
    const expected = [`naive: cannot listen on 127.0.0.1${port}: the address is in use`];
    const server = lab.server(newKeys(), 6, port);
    const client = lab.client('-caddr', port ?? '', 'all');
    expect([await server.exit, server.err.all]).toEqual([1, expected]);
    expect([await client.exit, client.err.all]).toEqual([1, expected]);
  });

  it('survives garbage on every port', async () => {
    const client = lab.client();
    await client.line(/client start/);
    const clients = await lab.master.out.atLeast(4, (line) => line.includes('new client addr'));
    const ports = lab.master.out.all.flatMap((line) => /addr:{1,2} ?(:\d+)/.exec(line)?.[1] ?? []);
    const clientPort = clients.at(-1)?.split('addr: ')[1] ?? '';
    const alive = [lab.maddr, clientPort, ...ports.filter((_, i) => i >= 1 && i <= 4)];
    expect(new Set(alive).size).toBe(6);
    await Promise.all(alive.map(sendGarbage));
    client.end('get y\n');
    expect(await client.exit).toBe(0);
    expect(client.out.all.join('\n')).toContain(RESULT('result: 20'));
    for (const process of [lab.master, ...lab.servers.values()]) {
      expect(isAlive(process.pid)).toBe(true);
      expect(process.err.all).toEqual([]);
    }
  });

  it('goes on with one server of four killed (PBFT §4: f faulty of 3f+1)', async () => {
    const victim = lab.servers.get(3);
    victim?.kill('SIGKILL');
    expect(await victim?.exit).toBe('SIGKILL');
    const { exit, out } = await lab.command('put', 'z', '30');
    expect(exit).toBe(0);
    expect(out).toContain(RESULT('put ok'));
  });

  it('stalls with two of four killed: the client says what it got and needs', async () => {
    const victim = lab.servers.get(2);
    victim?.kill('SIGKILL');
    await victim?.exit;
    const { exit, out, err } = await lab.command('put', 'z', '31');
    expect(exit).toBe(1);
    expect(err).toBe('no answer within 5000 ms: got 0 equal replies, need 2 (f+1)');
    expect(out).not.toContain('result');
    for (const id of [0, 1]) {
      const executed = lab.servers.get(id)?.out.all.filter((line) => /\[put z 31\]/.test(line));
      expect(executed?.filter((line) => line.includes('execute'))).toEqual([]);
    }
  });
});

describe('a cluster as the master was told to make it', LIMIT, () => {
  async function startLab(keys: Parameters<Lab['start']>[0], flags: string[]): Promise<Lab> {
    const keyDir = tempDir();
    const lab = new Lab(keyDir.path, flags);
    onTestFinished(async () => {
      await lab.stop();
      keyDir.remove();
    });
    await lab.start(keys);
    return lab;
  }

  it('is led by server 1 in view 1, and takes RSA keys as well as Ed25519 keys', async () => {
    const keys = [newRsaKeys(), newRsaKeys(), newKeys(), newRsaKeys()];
    const lab = await startLab(keys, ['-view', '1']);
    for (const server of lab.servers.values()) await server.line(/leader=1$/);
    const { exit, out } = await lab.command('put', 'x', '10');
    expect(exit).toBe(0);
    expect(out).toMatch(/L=1 seq=1\| 0:request => 1 \| cmd: \[put x 10\]/);
    await lab.servers.get(1)?.line(/I=1 L=1 seq=1\| stage=1:pre-prepare => \[\d \d \d\]/);
  });
});
