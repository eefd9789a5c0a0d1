import { once } from 'node:events';
import { constants } from 'node:os';
import { execa } from 'execa';
import { EnvironmentError, messageOf } from '../errors.ts';
import { endWrapped, innermost, isStopped, send } from '../sandbox/inner.ts';
import type { Command, ServerCommand } from '../sandbox/sandbox.ts';
import { t } from '../text/text.ts';
import { within } from '../within.ts';
import type { Kit, Programs } from './kit.ts';
import { type Print, PrintedLines } from './printed-lines.ts';

const MEGABYTE = 1024 * 1024;
/** What a server printed last, kept for people to read. */
const KEPT_BYTES = MEGABYTE;
/** More than this ends the server: some lines for each message, or a certificate with a large value, are less. */
const MOST_BYTES = 16 * MEGABYTE;
/** One that logs may print more: its whole store after each execution. */
const MOST_LOGGED_BYTES = 64 * MEGABYTE;
/** A killed process is gone within this, or the machine is not well. */
const EXIT_LIMIT_MS = 5_000;

/** What it printed last is read by then; a process that it left behind may hold its pipes for ever. */
const DRAIN_LIMIT_MS = 1_000;

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
    throw new EnvironmentError(t`cannot start a server process: ${messageOf(cause)}`, { cause });
  }
}

/** One server of the submission as a real process. */
export class ServerProcess {
  readonly #child: Child;
  readonly #command: ServerCommand;
  readonly #bundle: Programs;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  /** How many of them are kept. */
  #keptBytes = 0;
  readonly #mostBytes: number;
  #wanted = false;
  #exit: Exit | undefined;
  /** Resolves when the process is gone. */
  readonly exited: Promise<Exit>;
  /** Resolves when what it left behind is gone, too. */
  readonly #released: Promise<void>;

  private constructor(child: Child, command: ServerCommand, bundle: Programs, print?: Print) {
    this.#child = child;
    this.#command = command;
    this.#bundle = bundle;
    this.#mostBytes = print === undefined ? MOST_BYTES : MOST_LOGGED_BYTES;
    // Not after `exited`, which waits for a while for whoever still has its pipes.
    this.#released = new Promise((resolve) => child.once('exit', resolve)).then(command.release);
    this.#released.catch(() => {}); // told by `ended`
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#keep(chunk));
      if (print === undefined) continue;
      const lines = new PrintedLines(print);
      stream?.on('data', (chunk: Buffer) => lines.push(chunk));
      stream?.once('close', () => lines.close());
    }
    this.exited = this.#watch();
  }

  /**
   * Starts `node bundle ...args` in the sandbox, with an empty environment.
   * @param readable directories that the process may read besides that of the bundle.
   * @param print told what it prints; it may then print more.
   * @throws EnvironmentError when the machine cannot start a process.
   */
  static async start(
    { sandbox, bundle, processes, signal }: Kit,
    args: readonly string[],
    readable: readonly string[],
    print?: Print,
  ): Promise<ServerProcess> {
    signal.throwIfAborted();
    const command = sandbox.command(bundle.file, args, readable);
    let child: Child;
    try {
      child = spawned(command);
      if (child.pid === undefined) {
        const { originalMessage } = await child;
        throw new EnvironmentError(t`cannot start a server process: ${originalMessage ?? ''}`);
      }
    } catch (error) {
      await command.release?.();
      throw error;
    }
    const server = new ServerProcess(child, command, bundle, print);
    processes.add(server);
    // One that cannot be ended stays, so that the end of the grade tells it.
    server.#ended().then(
      () => processes.delete(server),
      () => {},
    );
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
    if (this.#isThere) send(this.pid, name);
  }

  /** Stops the process. On Linux it is stopped for sure when this resolves. */
  async stop(): Promise<void> {
    this.signal('SIGSTOP');
    if (process.platform !== 'linux') return;
    const deadlineMs = performance.now() + EXIT_LIMIT_MS;
    while (this.#isThere && !isStopped(this.pid)) {
      if (performance.now() > deadlineMs) {
        throw new EnvironmentError(t`process ${this.pid} goes on after SIGSTOP`);
      }
      await new Promise(setImmediate);
    }
  }

  /**
   * Ends the process at once and waits until it is gone, and what it left behind with it.
   * @throws EnvironmentError when the system cannot end them.
   */
  async kill(): Promise<void> {
    this.#wanted = true;
    await this.#end();
    await within(this.#ended(), EXIT_LIMIT_MS, () => {
      throw new EnvironmentError(t`process ${this.#child.pid ?? 0} outlives SIGKILL`);
    });
  }

  /** Of node itself: what was started may be a program that node runs in. */
  get pid(): number {
    const { pid = 0 } = this.#child;
    return this.#command.wrapped ? innermost(pid) : pid;
  }

  /** False when the process has ended: its pid may be that of another. */
  get #isThere(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #end(): Promise<void> {
    if (!this.#isThere) return;
    if (this.#command.wrapped) await endWrapped(this.#child.pid ?? 0);
    else this.#child.kill('SIGKILL');
  }

  async #ended(): Promise<void> {
    await Promise.all([this.exited, this.#released]);
  }

  #keep(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#mostBytes) return void this.#end();
    this.#chunks.push(chunk);
    this.#keptBytes += chunk.length;
    while (this.#keptBytes > KEPT_BYTES) {
      this.#keptBytes -= this.#chunks.shift()?.length ?? this.#keptBytes;
    }
  }

  async #watch(): Promise<Exit> {
    const closed = once(this.#child, 'close');
    const [code, signal] = (await once(this.#child, 'exit')) as [number | null, string | null];
    await within(
      closed.then(() => {}),
      DRAIN_LIMIT_MS,
      () => {
        for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.destroy();
      },
    );
    const exitCode = code ?? undefined;
    const relayed = this.#command.wrapped ? signalIn(exitCode) : undefined;
    this.#exit = {
      exitCode: relayed === undefined ? exitCode : undefined,
      signal: relayed ?? signal ?? undefined,
      wanted: this.#wanted,
      flooded: this.#bytes > this.#mostBytes,
    };
    return this.#exit;
  }
}

/** The signal that a program tells as its exit code, as shells do. */
function signalIn(exitCode: number | undefined): string | undefined {
  const known = Object.entries(constants.signals);
  return known.find(([, number]) => exitCode === 128 + number)?.[0];
}
