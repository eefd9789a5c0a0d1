import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Kit, Processes } from '../cluster/kit.ts';
import { WHILE_CALIBRATING } from '../cluster/limits.ts';
import { ServerProcess } from '../cluster/process.ts';
import { ROOT } from '../lab.ts';
import { Result } from '../score/result.ts';
import { placeSodium } from '../submission/sodium.ts';
import { enclosed } from './enclosure.ts';
import { NETWORK_ATTACKS } from './probe-inside.ts';
import { ProbeReport } from './probe-report.ts';
import { program } from './programs.ts';
import { sandboxFor } from './tiers.ts';

const isRoot = process.getuid?.() === 0;
const canWall = process.platform === 'linux' && isRoot && program('bwrap') !== undefined;
const WALLS = ['bwrap', 'uid'] as const;
const START = join(ROOT, 'grader', 'start.mjs');
/** Full grades beside other tests. */
const GRADE_LIMIT_MS = 120_000;

/** Rights of root in a container, as Docker gives them: none to make namespaces. */
const CONTAINER =
  '-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+net_bind_service,' +
  '+net_raw,+sys_chroot,+mknod,+audit_write,+setfcap';

let room = '';
let kit: Kit;
beforeAll(async () => {
  room = await realpath(await mkdtemp(join(tmpdir(), 'pbft-lab-test-')));
});
afterAll(() => rm(room, { recursive: true, force: true }));

/** A kit in a folder of its own, of which the program is told later. */
async function kitIn(tier: 'bwrap' | 'uid' | 'process'): Promise<Kit> {
  const workDir = await mkdtemp(join(room, 'lab-'));
  await mkdir(join(workDir, 'lab'));
  for (const name of ['own', 'other']) {
    await mkdir(join(workDir, name));
    await writeFile(join(workDir, name, 'pri.pem'), name, { mode: 0o600 });
  }
  const bundle = { file: join(workDir, 'lab', 'naive.cjs'), readable: (text: string) => text };
  return {
    ...{ bundle, reference: bundle, sandbox: sandboxFor(tier, 0), workDir },
    ...{ processes: new Processes(), limits: WHILE_CALIBRATING },
    signal: new AbortController().signal,
  };
}

async function started(script: string): Promise<ServerProcess> {
  await writeFile(kit.bundle.file, script);
  return ServerProcess.start(kit, [], [join(kit.workDir, 'own')]);
}

/** Command lines of the processes that run with a file of this folder. */
async function running(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).filter((line) => line.includes(folder));
}

const stateOf = (pid: number): string =>
  /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';

describe.skipIf(!canWall).each([...WALLS, 'process'] as const)('a server in %s', (tier) => {
  beforeEach(async () => {
    kit = await kitIn(tier);
  });
  afterEach(async () => {
    await kit.processes.endAll();
    await kit.sandbox.sweep?.();
  });

  it('has an empty environment, its bundle, its own key, and no more', async () => {
    const server = await started(`
      const { readFileSync, writeFileSync } = require('node:fs');
      const got = (what) => { try { return what() ?? 'done'; } catch { return 'no'; } };
      console.log(JSON.stringify([
        Object.keys(process.env),
        got(() => readFileSync('${kit.workDir}/own/pri.pem', 'utf8')),
        got(() => readFileSync('${kit.workDir}/other/pri.pem', 'utf8')),
        got(() => readFileSync('${ROOT}/package.json', 'utf8')),
        got(() => writeFileSync('${kit.workDir}/own/new', '')),
        got(() => require('node:child_process').spawnSync(process.execPath, ['-v']).pid),
        got(() => process.memoryUsage().rss > 0),
      ]));`);
    await server.exited;
    expect(JSON.parse(server.output)).toEqual([[], 'own', 'no', 'no', 'no', 'no', true]);
  });

  it('can load libsodium from beside its bundle', async () => {
    await placeSodium(join(kit.workDir, 'lab'));
    const server = await started(`
      const { crypto_sign_detached } = require('sodium-native/binding');
      console.log(typeof crypto_sign_detached);`);
    await server.exited;
    expect(server.output).toBe('function\n');
  });

  it('is stopped, wakes, and ends by a signal that is told as such', async () => {
    const desk = createServer().listen(0, '127.0.0.1');
    await once(desk, 'listening');
    const { port } = desk.address() as { port: number };
    const server = await started(`
      process.on('SIGTERM', () => process.abort());
      require('node:net').connect(${port}, '127.0.0.1');`);
    await once(desk, 'connection');
    await server.stop();
    expect(readFileSync(`/proc/${server.pid}/comm`, 'utf8')).not.toMatch('bwrap');
    expect(stateOf(server.pid)).toBe('T');
    process.kill(server.pid, 'SIGTERM'); // it gets that when it wakes
    server.signal('SIGCONT');
    expect(await server.exited).toMatchObject({ signal: 'SIGABRT', wanted: false });
    desk.close();
  });

  it('is gone when it is killed at once, and when it is killed while it is stopped', async () => {
    for (const isStopped of [false, true]) {
      const server = await started('setInterval(() => {}, 1_000)');
      if (isStopped) await server.stop();
      await server.kill();
      expect(server.exit).toMatchObject({ signal: 'SIGKILL', wanted: true });
      expect(await running(kit.workDir)).toEqual([]);
    }
  });

  it('cannot use more memory than it may, Buffers included', async () => {
    const server = await started(
      'const kept = []; for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1));',
    );
    const { exitCode, wanted } = await server.exited;
    expect(wanted).toBe(false);
    expect(exitCode === 0).toBe(false);
  });
});

describe.skipIf(!canWall)('a user without rights', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('has bwrap with a user namespace for each server', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1_000);
    kit = await kitIn('bwrap');
    const server = await started(`
      console.log(require('node:fs').readFileSync('${kit.workDir}/own/pri.pem', 'utf8'));`);
    await server.exited;
    expect(server.output).toBe('own\n');
  });
});

describe.skipIf(!canWall).each(WALLS)('behind the outer walls of %s', (tier) => {
  it('two workers can have the same port, and reach nothing outside', async () => {
    const outside = createServer((socket) => socket.end('reached')).listen(0, '127.0.0.1');
    await once(outside, 'listening');
    const { port } = outside.address() as { port: number };
    // Each listens until the other does, too: its standard input ends then.
    const script = `
      const { createServer, connect } = require('node:net');
      const { networkInterfaces } = require('node:os');
      connect(${port}, '127.0.0.1').on('error', ({ code }) => {
        const server = createServer().listen(${port}, '127.0.0.1', () => {
          console.log(code, Object.keys(networkInterfaces()).join());
          process.stdin.resume().on('end', () => server.close());
        });
      });`;
    const workers = [1, 2].map(() => {
      const { file, args } = enclosed(tier, { file: process.execPath, args: ['-e', script] });
      return execa(file, args, { reject: false, buffer: true });
    });
    await Promise.all(workers.map((w) => once(w.stdout, 'data')));
    for (const worker of workers) worker.stdin.end();
    for (const { stdout } of await Promise.all(workers)) expect(stdout).toBe('ECONNREFUSED lo');
    outside.close();
  });
});

describe.skipIf(!canWall)('a worker in bwrap', () => {
  it('that is killed takes with it what it started, in whatever session', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const left = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
        detached: true, stdio: ['ignore', 'inherit', 'inherit'],
      });
      setInterval(() => {}, 1000);`;
    const { file, args } = enclosed('bwrap', { file: process.execPath, args: ['-e', script] });
    const worker = execa(file, args, { reject: false, stdin: 'ignore' });
    await once(worker.stdout, 'data'); // it is there
    worker.kill('SIGKILL');
    await worker; // settles when nobody has its standard output any more
    expect(worker.signalCode).toBe('SIGKILL');
  });
});

describe.skipIf(!canWall)('a grader in uid', () => {
  it('that is killed takes its servers with it', async () => {
    kit = await kitIn('uid');
    await writeFile(kit.bundle.file, 'console.log(1); setInterval(() => {}, 1_000)');
    const command = kit.sandbox.command(kit.bundle.file, [], [join(kit.workDir, 'own')]);
    const script = `
      const { spawn } = require('node:child_process');
      const { file, args } = JSON.parse(process.argv[1]);
      spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'], env: {} });`;
    const args = ['-e', script, JSON.stringify(command)];
    const grader = execa(process.execPath, args, { reject: false, stdin: 'ignore' });
    await once(grader.stdout, 'data'); // the server is there
    grader.kill('SIGKILL');
    await grader; // settles when nobody has its standard output any more
    await kit.sandbox.sweep?.();
    expect(grader.signalCode).toBe('SIGKILL');
  });
});

describe.skipIf(!canWall)('npm run sandbox:probe', () => {
  const probed = async (before: readonly string[]) => {
    const [file = '', ...args] = [...before, process.execPath, START, 'sandbox-probe', '--json'];
    const { stdout, exitCode } = await execa(file, args, { reject: false });
    return { ...ProbeReport.parse(JSON.parse(stdout)), exitCode };
  };

  it.concurrent(
    'sees every attack stopped in bwrap and uid, and in process hardly any',
    async () => {
      const { strongest, tiers, exitCode } = await probed([]);
      expect([strongest, exitCode]).toEqual(['bwrap', 0]);
      for (const tier of WALLS) {
        expect(tiers[tier]).toMatchObject({ works: true });
        expect(tiers[tier].checks).toHaveLength(14);
        expect(tiers[tier].checks.filter(({ stopped }) => !stopped)).toEqual([]);
      }
      // The attacks are real: where there is no wall, they get through.
      const stopped = tiers.process.checks.filter((check) => check.stopped);
      expect(stopped.map(({ attack }) => attack)).toEqual(['use 1 GB of memory']);
    },
    GRADE_LIMIT_MS,
  );

  it.concurrent(
    'finds uid in a container that allows no namespaces, and says how to close its network',
    async () => {
      const inContainer = [
        program('setpriv') ?? '',
        '--inh-caps=-all',
        '--bounding-set',
        CONTAINER,
      ];
      const { strongest, tiers } = await probed(inContainer);
      expect(strongest).toBe('uid');
      expect(tiers.bwrap).toMatchObject({
        works: false,
        advice: expect.stringMatching(/container/),
      });
      const open = tiers.uid.checks.filter(({ stopped }) => !stopped);
      expect(open.map(({ attack }) => attack)).toEqual(NETWORK_ATTACKS);
      expect(tiers.uid.advice).toMatch(/--network none/);
    },
    GRADE_LIMIT_MS,
  );
});

describe.skipIf(!canWall).each(WALLS)('npm run grade -- --sandbox %s', (tier) => {
  it(
    'gives the reference all points, and leaves nothing behind',
    async () => {
      const TMPDIR = await mkdtemp(join(room, 'tmp-'));
      const args = [START, 'grade', 'solution', '--sandbox', tier, '--json', '-'];
      const { stdout } = await execa(process.execPath, args, {
        cwd: ROOT,
        env: { TMPDIR, INIT_CWD: ROOT },
      });
      const result = Result.parse(JSON.parse(stdout));
      expect(result.scenarios.filter(({ status }) => status !== 'passed')).toEqual([]);
      expect(result).toMatchObject({ score: 100, sandbox: tier });
      expect(await readdir(TMPDIR)).toEqual([]);
    },
    GRADE_LIMIT_MS,
  );
});
