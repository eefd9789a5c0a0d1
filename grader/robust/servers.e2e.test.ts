import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { grade } from '../grade.ts';
import { play } from '../scenes/play.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { freshSeed } from '../seed.ts';
import { select } from '../select.ts';
import { t } from '../text/text.ts';
import { within } from '../within.ts';
import { Room, TEST_LIMIT_MS } from './room.ts';

vi.setConfig({ testTimeout: TEST_LIMIT_MS });

const EVENT_LIMIT_MS = 10_000;

let room: Room;
const strangers: (Socket | Server)[] = [];
beforeEach(async () => {
  room = await Room.open();
  vi.stubEnv('TMPDIR', room.tmp);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const each of strangers.splice(0)) 'destroy' in each ? each.destroy() : each.close();
  await room.close();
});

const gradeIds = async (path: string, ...ids: string[]) =>
  grade({ path, seed: freshSeed(), scenarios: select(ids), rubric: DEFAULT_RUBRIC });

describe('a server that dies', () => {
  it('at its start is told once, with its exit code, and leaves nothing', async () => {
    const file = await room.submission('process.exit(7);');
    const { exitCode, stdout, stderr } = await room.grade([file]);
    expect(stdout).toContain('✖ start-failed: a server ended before it registered');
    expect(stdout).toContain('exit code 7');
    expect(stdout).toContain('Score 0/100');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(room.left).toEqual([]);
  });

  it('at its start is told with what it said last', async () => {
    const file = await room.submission(`
      Server.prototype.start = async () => {
        throw new Error('no commits today');
      };`);
    const { stdout } = await room.grade([file]);
    expect(stdout).toMatch(/^✖ start-failed: .*exit code 1, no commits today$/m);
    expect(room.left).toEqual([]);
  });

  it('right after it registered fails scenarios, with the reason, and leaves nothing', async () => {
    const file = await room.submission(`
      const { start } = Server.prototype;
      Server.prototype.start = async function () {
        await start.call(this);
        process.exit(7);
      };`);
    const only = ['--only', 'commit-shape,normal-path'];
    const { exitCode, stdout, stderr } = await room.grade([file, ...only]);
    expect(stdout).toContain('A server stays alive, whatever it is sent.');
    expect(stdout).toMatch(/server \d ended: exit code 7/);
    expect(stdout).not.toContain('not graded');
    expect(stdout).toContain('Score 0/');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(room.left).toEqual([]);
  });

  it('by the SIGKILL of somebody else is told as that', async () => {
    const kit = await room.kit();
    const ending = await play(
      scenario(async (scene) => {
        const first = scene.request(scene.put());
        await scene.mustExecute(first, { by: [0, 1, 2, 3], code: 'all-execute' });
        const victim = room.processes.find(({ line }) => line.includes('/2/pri.pem'));
        process.kill(victim?.pid ?? 0, 'SIGKILL');
        await scene.cluster.real.get(2)?.process.exited;
        const second = scene.request(scene.put());
        await scene.mustExecute(second, { by: [0, 1, 2, 3], code: 'all-execute' });
      }),
      { kit, seed: freshSeed() },
    );
    expect(ending).toMatchObject({
      status: 'failed',
      finding: { code: 'survives', actual: t`server ${2} ended: ${t`signal ${'SIGKILL'}`}` },
    });
    expect(room.processes).toEqual([]);
  });
});

describe('strangers', () => {
  it('on every port of the grader, from its first moment on, change no verdict', async () => {
    const visited: number[] = [];
    const { listen } = (await import('node:net')).Server.prototype;
    const spy = vi.spyOn((await import('node:net')).Server.prototype, 'listen');
    spy.mockImplementation(function (this: Server, ...args: unknown[]) {
      this.once('listening', () => {
        const { port } = this.address() as { port: number };
        visited.push(port);
        for (const line of GARBAGE) visit(port, line);
      });
      return Reflect.apply(listen, this, args);
    });
    const ids = ['quorum-f1', 'closed-port', 'normal-path', 'one-crashed', 'lying-replies'];
    const { scenarios, score, maxScore } = await gradeIds('solution', ...ids);
    expect(scenarios.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(score).toBe(maxScore);
    expect(visited.length).toBeGreaterThan(100);
    expect(room.left).toEqual([]);
  });

  it('on the ports of servers, and on the port of one that was killed, get nothing', async () => {
    let thefts = 0;
    const kit = await room.kit();
    const ending = await play(
      scenario(async (scene) => {
        const ports = scene.cluster.running.map(({ address }) => Number(address?.split(':')[1]));
        for (const port of ports) for (const line of GARBAGE) visit(port, line);
        const first = scene.request(scene.put());
        await scene.mustExecute(first, { by: [0, 1, 2, 3], code: 'all-execute' });
        await scene.crash(3);
        await steal(ports[3] ?? 0, () => {
          thefts += 1;
        });
        for (let count = 0; count < 3; count += 1) {
          const next = scene.request(scene.put());
          await scene.mustExecute(next, { by: [0, 1, 2], code: 'crash-tolerated' });
        }
        await scene.settle();
      }),
      { kit, seed: freshSeed() },
    );
    expect(ending).toMatchObject({ status: 'passed' });
    expect(thefts).toBe(0);
    expect(room.processes).toEqual([]);
  });
});

/** A story on four servers of the reference. */
function scenario(tell: (scene: WholeScene) => Promise<void>): Scenario {
  return {
    id: 'robust',
    story: 'a story of this test',
    play: async (open) => tell(await open(WholeScene, { f: 1 })),
  };
}

/** What strangers say: nothing and stay, lines that are no frames, half a line, no text at all. */
const GARBAGE = [
  '',
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  '{"jsonrpc":"2.0"}\n[]\nnull\n{"jsonrpc":"2.0","id":1,"result":{}}\n',
  '{"jsonrpc":"2.0","id":1,"method":"Server.Com',
  Buffer.from([0xff, 0x00, 0x0a, 0xc3, 0x28, 0x0a]),
];

/** One that stays with its half of the connection open, and one that leaves at once. */
function visit(port: number, line: string | Buffer): void {
  for (const stays of [true, false]) {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    strangers.push(socket);
    socket.on('error', () => {});
    socket.once('connect', () => {
      if (line.length > 0) socket.write(line);
      if (stays) socket.resume();
      else socket.destroy();
    });
  }
}

/** Listens where a server did, and counts who comes. */
async function steal(port: number, came: () => void): Promise<void> {
  const thief = createServer((socket) => {
    came();
    socket.on('error', () => {});
    socket.end('{"jsonrpc":"2.0","id":1,"result":{}}\n');
  });
  strangers.push(thief);
  const listening = new Promise<void>((resolve, reject) => {
    thief.once('error', reject).listen({ host: '127.0.0.1', port }, resolve);
  });
  await within(listening, EVENT_LIMIT_MS, () => {
    throw new Error('the thief does not listen');
  });
}
