import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import split2 from 'split2';
import type { KeyPair } from '../zpbft/crypto.ts';
import { Inbox } from './inbox.ts';
import { toPem } from './keys.ts';

/** Starting a process takes a second of CPU, and the machine may have much else to do. */
export const PROCESS_TEST_LIMIT_MS = 120_000;
const EVENT_LIMIT_MS = PROCESS_TEST_LIMIT_MS - 10_000;
/** From SIGTERM to SIGKILL, at the end of a test. */
const STOP_LIMIT_MS = 10_000;

/** How a process ended: its exit code, or the signal that killed it. */
export type Exit = number | NodeJS.Signals | null;

/** A command of the lab, running as a process of its own. */
export class Running {
  readonly out = new Inbox<string>(EVENT_LIMIT_MS);
  readonly err = new Inbox<string>(EVENT_LIMIT_MS);
  readonly exit: Promise<Exit>;
  readonly #child: ChildProcessWithoutNullStreams;

  /** @param file in solution/, such as `naive.ts`. */
  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
    // All of the environment: NODE_V8_COVERAGE, when set, measures the process.
    this.#child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
      env: { ...process.env, ...env },
    });
    this.#child.stdout.pipe(split2()).on('data', this.out.push);
    this.#child.stderr.pipe(split2()).on('data', this.err.push);
    this.#child.stdin.on('error', () => {}); // it may end before it has read everything
    this.exit = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => resolve(signal ?? code));
    });
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('the process was not started');
    return pid;
  }

  /** The match of the first line of standard output, past or future, that matches. */
  line(pattern: RegExp): Promise<RegExpExecArray> {
    return this.out.first((line) => pattern.exec(line));
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  write(text: string): void {
    this.#child.stdin.write(text);
  }

  end(text = ''): void {
    this.#child.stdin.end(text);
  }

  /** Stops reading its standard output, as `| head` does. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }

  /** Ends the process: kindly, so that its coverage is written, then not. */
  async stop(): Promise<void> {
    this.kill('SIGTERM');
    const timer = setTimeout(() => this.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.exit;
    clearTimeout(timer);
  }
}

/** True while a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A master and servers of one test, each a process. */
export class Lab {
  readonly master: Running;
  /** By id. */
  readonly servers = new Map<number, Running>();
  maddr = '';
  readonly #dir: string;
  readonly #started: Running[] = [];

  /** @param dir an empty folder for the keys. */
  constructor(dir: string, flags: readonly string[] = []) {
    this.#dir = dir;
    this.master = this.#run(['-role', 'master', '-maddr', ':0', ...flags]);
  }

  /** Starts a server per key pair, and waits until all of them have started. */
  async start(keys: readonly KeyPair[]): Promise<void> {
    const [, port] = await this.master.line(/maddr:(:\d+), /);
    this.maddr = port ?? '';
    await Promise.all(
      keys.map(async (pair, i) => {
        const server = this.server(pair, i);
        const [, id] = await server.line(/register success, id=(\d+)/);
        this.servers.set(Number(id), server);
        await server.line(/start work loop/);
      }),
    );
  }

  /** Starts one more server. */
  server(keys: KeyPair, n: number, saddr = ':0'): Running {
    const { pri, pub } = toPem(keys);
    const [priFile, pubFile] = [join(this.#dir, `${n}.pri.pem`), join(this.#dir, `${n}.pub.pem`)];
    writeFileSync(priFile, pri);
    writeFileSync(pubFile, pub);
    const flags = ['-maddr', this.maddr, '-saddr', saddr, '-pri', priFile, '-pub', pubFile];
    return this.#run(['-role', 'server', ...flags]);
  }

  /** Starts a client; `words` are its command. */
  client(...words: string[]): Running {
    return this.#run(['-role', 'client', '-maddr', this.maddr, ...words]);
  }

  /** Runs one command to its end. */
  async command(...words: string[]): Promise<{ exit: Exit; out: string; err: string }> {
    const client = this.client(...words);
    const exit = await client.exit;
    return { exit, out: client.out.all.join('\n'), err: client.err.all.join('\n') };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#started.map((process) => process.stop()));
  }

  #run(args: readonly string[]): Running {
    const process = new Running('naive.ts', args);
    this.#started.push(process);
    return process;
  }
}
