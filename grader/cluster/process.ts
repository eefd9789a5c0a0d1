import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { EnvironmentError, messageOf } from '../errors.ts';
import type { Command } from '../sandbox/sandbox.ts';
import { within } from '../within.ts';
import type { Kit, Programs } from './kit.ts';

/** What a server printed, kept for people to read; more than this ends the server. */
const MAX_OUTPUT_BYTES = 1024 * 1024;
/** A killed process is gone within this, or the machine is not well. */
const EXIT_LIMIT_MS = 5_000;

/** How a server process ended. */
export interface Exit {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** True when the grader ended it, false when it ended by itself. */
  readonly wanted: boolean;
  readonly flooded: boolean;
}

/** Nothing of the grader's environment reaches a server: no secrets, no hints. */
function spawn({ file, args }: Command) {
  return execa(file, args, {
    buffer: false,
    reject: false,
    stdin: 'ignore',
    env: { NODE_V8_COVERAGE: undefined }, // Node would pass it on by itself
    extendEnv: false,
  });
}

type Child = ReturnType<typeof spawn>;

/** Spawns; not async, since what the package returns would be awaited to its end. */
function spawned(command: Command): Child {
  try {
    return spawn(command);
  } catch (cause) {
    // Without a file for its pipes a process has none, and the package does not expect that.
    throw new EnvironmentError(`cannot start a server process: ${messageOf(cause)}`, { cause });
  }
}

/** One server of the submission as a real process. */
export class ServerProcess {
  readonly #child: Child;
  readonly #bundle: Programs;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #wanted = false;
  #exit: Exit | undefined;
  /** Resolves when the process is gone. */
  readonly exited: Promise<Exit>;

  private constructor(child: Child, bundle: Programs) {
    this.#child = child;
    this.#bundle = bundle;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#keep(chunk));
    }
    this.exited = this.#watch();
  }

  /**
   * Starts `node bundle ...args` in the sandbox, with an empty environment.
   * @param readable directories that the process may read besides that of the bundle.
   * @throws EnvironmentError when the machine cannot start a process.
   */
  static async start(
    { sandbox, bundle, processes, signal }: Kit,
    args: readonly string[],
    readable: readonly string[],
  ): Promise<ServerProcess> {
    signal.throwIfAborted();
    const child = spawned(sandbox.command(bundle.file, args, readable));
    if (child.pid === undefined) {
      const { originalMessage } = await child;
      throw new EnvironmentError(`cannot start a server process: ${originalMessage}`);
    }
    const server = new ServerProcess(child, bundle);
    processes.add(server);
    void server.exited.then(() => processes.delete(server));
    return server;
  }

  /** How it ended; `undefined` while it runs. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** What it printed on both streams, in the order read. Never evidence. */
  get output(): string {
    return this.#bundle.readable(Buffer.concat(this.#chunks).toString());
  }

  /** Sends a signal; a process that is gone gets none. */
  signal(name: 'SIGCONT' | 'SIGSTOP'): void {
    this.#child.kill(name);
  }

  /** Stops the process. On Linux it is stopped for sure when this resolves. */
  async stop(): Promise<void> {
    this.signal('SIGSTOP');
    if (process.platform !== 'linux') return;
    const deadlineMs = performance.now() + EXIT_LIMIT_MS;
    while (this.#exit === undefined && !(await isStopped(this.#child.pid ?? 0))) {
      if (performance.now() < deadlineMs) continue;
      throw new EnvironmentError(`process ${this.#child.pid} goes on after SIGSTOP`);
    }
  }

  /** Ends the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.#wanted = true;
    this.#child.kill('SIGKILL');
    await within(this.exited, EXIT_LIMIT_MS, () => {
      throw new EnvironmentError(`process ${this.#child.pid} outlives SIGKILL`);
    });
  }

  #keep(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= MAX_OUTPUT_BYTES) this.#chunks.push(chunk);
    else this.#child.kill('SIGKILL');
  }

  async #watch(): Promise<Exit> {
    const { exitCode, signal } = await this.#child;
    this.#exit = {
      exitCode,
      signal,
      wanted: this.#wanted,
      flooded: this.#bytes > MAX_OUTPUT_BYTES,
    };
    return this.#exit;
  }
}

/** True when the system shows the process as stopped: state T in its stat file. */
async function isStopped(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') T');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}
