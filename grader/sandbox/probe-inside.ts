import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Kit, Processes } from '../cluster/kit.ts';
import { WHILE_CALIBRATING } from '../cluster/limits.ts';
import { ServerProcess } from '../cluster/process.ts';
import { EnvironmentError } from '../errors.ts';
import { ROOT } from '../lab.ts';
import { english, type Said, t } from '../text/text.ts';
import { within } from '../within.ts';
import { unbelted } from './belt.ts';
import { sandboxFor } from './choose.ts';
import { openDesk } from './desk.ts';
import type { Check } from './probe-report.ts';
import type { Sandbox, Tier } from './sandbox.ts';

/** Longer than all attempts together take on a slow machine. */
const ATTACK_LIMIT_MS = 30_000;
const ANSWER_LIMIT_MS = 10_000;

/** What is tried: its name in the attacker, and in words. */
const ATTACKS = {
  secret: t`read a file of the grader`,
  folder: t`list a folder of the grader`,
  kit: t`read the kit, with the reference in it`,
  environment: t`read the environment of the grader`,
  memory: t`read the memory of the grader`,
  key: t`read the key of another server`,
  write: t`write a file`,
  network: t`connect to the machine`,
  interfaces: t`see a network other than loopback`,
  bomb: t`use 1 GB of memory`,
  processes: t`start process after process`,
  killGrader: t`kill the grader`,
  killNeighbour: t`kill another server`,
  daemon: t`leave a process behind`,
} as const;

/** What concerns the network outside. */
export const NETWORK_ATTACKS = [ATTACKS.network, ATTACKS.interfaces].map(english);

/**
 * Starts a server and an attacker in a tier, and tells what the attacker got. To be run as the
 * grader of a submission is: in a process of its own, behind the outer walls of the tier.
 * @param outsidePort of a listener that is not behind these walls.
 * @throws EnvironmentError when the tier cannot run servers here.
 */
export async function attacked(
  tier: Tier,
  outsidePort: number,
  signal: AbortSignal,
): Promise<Check[]> {
  const workDir = await mkdtemp(join(tmpdir(), 'lab-'));
  const processes = new Processes();
  const sandbox = sandboxFor(tier, 0, unbelted);
  const grader = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
    env: { TOLD: 'secret' },
  });
  const interrupted = () => void processes.endAll().catch(() => {}); // tried again, and told, below
  signal.addEventListener('abort', interrupted);
  try {
    return await attack({ sandbox, workDir, processes, grader, outsidePort, signal });
  } finally {
    signal.removeEventListener('abort', interrupted);
    grader.kill('SIGKILL');
    await processes
      .endAll()
      .finally(() => sandbox.sweep?.())
      .finally(() => rm(workDir, { recursive: true, force: true }));
  }
}

interface Bench {
  readonly sandbox: Sandbox;
  readonly workDir: string;
  readonly processes: Processes;
  /** Stands in for the grader: a process of the same user. */
  readonly grader: ReturnType<typeof spawn>;
  readonly outsidePort: number;
  readonly signal: AbortSignal;
}

async function attack(bench: Bench): Promise<Check[]> {
  const { sandbox, workDir, processes, grader, outsidePort, signal } = bench;
  const file = join(workDir, 'lab', 'attacker.mjs');
  await mkdir(join(workDir, 'lab'));
  await copyFile(join(ROOT, 'grader', 'sandbox', 'attacker.mjs'), file);
  const secretFile = join(workDir, 'secret');
  await writeFile(secretFile, 'secret');
  const bundle = { file, readable: (output: string) => output };
  const kit: Kit = {
    ...{ bundle, reference: bundle, sandbox, workDir, processes, limits: WHILE_CALIBRATING },
    signal,
  };
  const desk = await openDesk();
  const mark = randomUUID();
  const start = async (name: string, more: object): Promise<ServerProcess> => {
    const keyDir = join(workDir, name);
    await mkdir(keyDir);
    await writeFile(join(keyDir, 'pri.pem'), `key of ${name}`, { mode: 0o600 });
    const task = { name, deskPort: desk.port, mark, ownKey: join(keyDir, 'pri.pem'), ...more };
    return ServerProcess.start(kit, [JSON.stringify(task)], [keyDir]);
  };
  const told = async (name: string, server: ServerProcess, limitMs: number) => {
    const gone = server.exited.then(() => undefined);
    const told = await within(Promise.race([desk.message(name), gone]), limitMs, () => undefined);
    if (told?.ownKey === `key of ${name}`) return told;
    const line = server.output.trim().split('\n').at(-1) ?? '';
    if (line === '') throw new EnvironmentError(t`a server does not run in it`);
    throw new EnvironmentError(t`a server does not run in it: ${line}`);
  };
  try {
    const neighbour = await start('neighbour', {});
    const { port } = await told('neighbour', neighbour, ANSWER_LIMIT_MS);
    await mustFreeze(neighbour, port ?? 0);
    const attacker = await start('attacker', {
      attacks: true,
      ...{ secretFile, kitFile: join(ROOT, 'package.json'), outsidePort },
      ...{ graderPid: grader.pid, neighbourPid: neighbour.pid },
      neighbourKey: join(workDir, 'neighbour', 'pri.pem'),
    });
    const { outcomes } = await told('attacker', attacker, ATTACK_LIMIT_MS);
    await attacker.kill();
    const alive = { grader: grader.exitCode ?? grader.signalCode, server: neighbour.exit };
    const left = await endLeft(mark);
    return Object.entries(ATTACKS).map(([name, attack]): Check => {
      const { got, error } = outcomes?.[name] ?? {};
      if (name === 'killGrader') return judged(attack, alive.grader === null, error);
      if (name === 'killNeighbour') return judged(attack, alive.server === undefined, error);
      if (name === 'daemon') return judged(attack, left === 0, got ?? error);
      return judged(attack, got === undefined, got ?? error);
    });
  } finally {
    desk.close();
  }
}

function judged(said: Said, stopped: boolean, detail: string | undefined): Check {
  const attack = english(said);
  return detail === undefined ? { attack, stopped } : { attack, stopped, detail };
}

/** A scenario that freezes servers must reach node itself, and wake it again. */
async function mustFreeze(server: ServerProcess, port: number): Promise<void> {
  await server.stop();
  const name = await readFile(`/proc/${server.pid}/comm`, 'utf8').catch(() => '');
  server.signal('SIGCONT');
  if (name.startsWith('bwrap')) throw new EnvironmentError(t`a server in it cannot be frozen`);
  const socket = connect(port, '127.0.0.1');
  const answer = once(socket, 'connect').then(() => text(socket));
  const limit = within(answer, ANSWER_LIMIT_MS, () => '');
  if ((await limit.catch(() => '')) === 'here') return;
  throw new EnvironmentError(t`a server in it does not answer the grader`);
}

/** Ends what has the mark on its command line, and tells how many there were. */
async function endLeft(mark: string): Promise<number> {
  let left = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!line.includes(mark) || line.includes('attacker.mjs')) continue;
    left += 1;
    process.kill(Number(pid), 'SIGKILL');
  }
  return left;
}
