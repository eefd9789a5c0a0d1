import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { newKeys } from './testing/keys.ts';
import { LineSocket } from './testing/line-socket.ts';
import { NOBODY } from './testing/ports.ts';
import { isAlive, PROCESS_TEST_LIMIT_MS, Running } from './testing/processes.ts';
import { tempDir } from './testing/temp-dir.ts';
import { writeKeyPairs } from './zcli/keys.ts';
import { USAGE } from './zkv/store.ts';
import { encodePublicKey } from './zpbft/crypto.ts';
import { formatAddress, parseAddress } from './zrpc/address.ts';

// All tests of this file run at the same time, a few at once: most of their time is the start of
// a process.

const LIMIT = { timeout: PROCESS_TEST_LIMIT_MS };

/** What a test starts with; it ends with the test. */
type Context = Pick<TestContext, 'onTestFinished'>;

function folder({ onTestFinished }: Context): string {
  const { path, remove } = tempDir();
  onTestFinished(remove);
  return path;
}

function run(context: Context, file: string, args: string[], env: NodeJS.ProcessEnv = {}): Running {
  const process = new Running(file, args, env);
  context.onTestFinished(() => process.stop());
  return process;
}

describe.concurrent('a command line that is wrong', LIMIT, () => {
  it.for([
    ['naive.ts', ['-role', 'boss'], 'naive: -role must be master, server or client, not "boss"'],
    ['keygen.ts', [], 'keygen: expected one folder for the keys, saw 0'],
    ['cluster.ts', ['-f', '6'], 'cluster: -f must be a whole number from 1 to 5, not "6"'],
  ] as const)(
    '%s %j: one clear line, the usage, exit code 2',
    async ([file, args, line], context) => {
      const process = run(context, file, [...args]);
      expect(await process.exit).toBe(2);
      expect(process.err.all.slice(0, 2)).toEqual([line, '']);
      expect(process.err.all[2]).toMatch(/^usage: npm run /);
      expect(process.out.all).toEqual([]);
    },
  );

  it.for(['naive.ts', 'keygen.ts', 'cluster.ts'])(
    '%s -help: the usage, exit code 0',
    async (file, context) => {
      const process = run(context, file, ['-help']);
      expect(await process.exit).toBe(0);
      expect(process.out.all[0]).toMatch(/^usage: npm run /);
      expect(process.err.all).toEqual([]);
    },
  );

  it('naive, a command that is none: the usage of the store, exit code 2, nobody asked', async (context) => {
    const client = run(context, 'naive.ts', ['-role', 'client', '-maddr', ':1', 'set', 'x']);
    expect(await client.exit).toBe(2);
    expect(client.out.all).toEqual([USAGE]);
  });
});

describe.concurrent('a command that cannot do its work', LIMIT, () => {
  it('says in one line that a key file is missing', async (context) => {
    const missing = join(folder(context), 'none.pem');
    const flags = ['-maddr', ':1', '-saddr', ':0', '-pri', missing, '-pub', missing];
    const server = run(context, 'naive.ts', ['-role', 'server', ...flags]);
    expect(await server.exit).toBe(1);
    expect(server.err.all).toEqual([`naive: cannot read the key file ${missing}: no such file`]);
  });

  it('says in one line that there is no master', async (context) => {
    const [pair] = writeKeyPairs(folder(context), 1);
    const maddr = formatAddress(NOBODY);
    const keys = ['-pri', pair?.pri ?? '', '-pub', pair?.pub ?? ''];
    const server = run(context, 'naive.ts', [
      '-role',
      'server',
      '-maddr',
      maddr,
      '-saddr',
      ':0',
      ...keys,
    ]);
    const client = run(context, 'naive.ts', ['-role', 'client', '-maddr', maddr, ...keys, 'all']);
    const expected = `naive: no master: nobody listens on ${maddr}; start the master first`;
    expect([await server.exit, server.err.all]).toEqual([1, [expected]]);
    expect([await client.exit, client.err.all]).toEqual([1, [expected]]);
  });

  it('says in one line that its key is registered already: one pair per server', async (context) => {
    const master = run(context, 'naive.ts', ['-role', 'master', '-maddr', ':0']);
    const [, maddr = ''] = await master.line(/maddr:(:\d+)/);
    const [pair] = writeKeyPairs(folder(context), 1);
    const keys = ['-pri', pair?.pri ?? '', '-pub', pair?.pub ?? ''];
    const flags = ['-role', 'server', '-maddr', maddr, '-saddr', ':0', ...keys];
    run(context, 'naive.ts', flags);
    await master.line(/new peer/);
    const second = run(context, 'naive.ts', flags);
    expect(await second.exit).toBe(1);
    expect(second.err.all).toEqual([
      'naive: server 0 has the same public key; every server needs its own',
    ]);
  });
});

describe.concurrent('a process of the lab', LIMIT, () => {
  it.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s without a word', async ([signal, code], context) => {
    const master = run(context, 'naive.ts', ['-role', 'master', '-maddr', ':0']);
    await master.line(/waiting for node registration/);
    master.kill(signal);
    expect(await master.exit).toBe(code);
    expect(master.err.all).toEqual([]);
  });

  it('ends without a trace when nobody reads its output any more', async (context) => {
    const master = run(context, 'naive.ts', ['-role', 'master', '-maddr', ':0']);
    const [, maddr = ''] = await master.line(/maddr:(:\d+)/);
    await master.line(/waiting/);
    master.closeOutput();
    const socket = await LineSocket.open(parseAddress(maddr));
    const publicKey = encodePublicKey(newKeys().publicKey);
    socket.request(1, 'Master.RegisterRpc', { addr: ':8001', publicKey });
    expect(await master.exit).toBe(1);
    expect(master.err.all).toEqual([]);
  });
});

describe.concurrent('keygen', LIMIT, () => {
  it('makes a pair per server, says what it made, and never overwrites one', async (context) => {
    const dir = join(folder(context), 'keys');
    const first = run(context, 'keygen.ts', [dir, '-n', '2']);
    expect(await first.exit).toBe(0);
    expect(first.out.all).toEqual(
      [0, 1].map((i) => `${join(dir, `${i}.pri.pem`)}  ${join(dir, `${i}.pub.pem`)}`),
    );
    expect(readdirSync(dir).sort()).toEqual(['0.pri.pem', '0.pub.pem', '1.pri.pem', '1.pub.pem']);
    const second = run(context, 'keygen.ts', [dir]);
    expect(await second.exit).toBe(2);
    expect(second.err.all).toEqual([
      `keygen: ${join(dir, '0.pri.pem')} is there already and is not overwritten: take another folder`,
    ]);
  });
});

describe.concurrent('a cluster in one terminal', LIMIT, () => {
  /** Its temporary files go to a folder of its own, so that the test sees what is left. */
  function runCluster(context: Context): { cluster: Running; left: () => string[] } {
    const dir = folder(context);
    const cluster = run(context, 'cluster.ts', [], { TMPDIR: dir, TEMP: dir, NO_COLOR: '1' });
    return { cluster, left: () => readdirSync(dir).filter((name) => name.startsWith('pbft-')) };
  }

  /** The ids of its four servers' processes. */
  async function pidsOf(cluster: Running): Promise<number[]> {
    const lines = await cluster.out.atLeast(4, (line) => /is process \d+$/.test(line));
    return lines.map((line) => Number(/\d+$/.exec(line)?.[0]));
  }

  it('runs a script from a pipe, and leaves no process and no file behind', async (context) => {
    const { cluster, left } = runCluster(context);
    cluster.end('put x 1\nget x\n');
    const pids = await pidsOf(cluster);
    await cluster.line(/client start/);
    expect(left()).toHaveLength(1);
    expect(await cluster.exit).toBe(0);
    const out = cluster.out.all.join('\n');
    expect(out).toContain('==== result ====\nresult: 1\n=====\ntake: ');
    for (const id of [0, 1, 2, 3]) {
      expect(out).toMatch(new RegExp(`\\[server ${id}\\] server\\.ts:\\d+: INFO\\| I=${id} L=0`));
    }
    expect(out).toMatch(/\[master\] master\.ts:\d+: INFO\| All nodes registered successfully/);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(left()).toEqual([]);
    expect(cluster.err.all).toEqual([]);
  });

  it('reports a server that is killed and goes on; SIGTERM leaves nothing behind', async (context) => {
    const { cluster, left } = runCluster(context);
    const pids = await pidsOf(cluster);
    await cluster.line(/client start/);
    process.kill(pids[3] ?? 0, 'SIGKILL');
    await cluster.line(new RegExp(`\\[server 3\\] process ${pids[3]} is gone: killed by SIGKILL`));
    cluster.write('put x 1\n');
    await cluster.line(/^put ok$/);
    expect(pids.filter(isAlive)).toEqual(pids.slice(0, 3));
    cluster.kill('SIGTERM');
    expect(await cluster.exit).toBe(143);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(left()).toEqual([]);
  });
});
