import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Chalk, type ChalkInstance } from 'chalk';
import { type Child, startChild } from './zcli/child.ts';
import { readCommandLine, UsageError, wholeNumber } from './zcli/flags.ts';
import { type KeyFiles, writeKeyPairs } from './zcli/keys.ts';
import { EXIT, runMain } from './zcli/main.ts';
import { BATCH } from './zcli/options.ts';
import { Screen } from './zcli/screen.ts';
import { Logger } from './zlog/log.ts';
import { Client } from './zpbft/client.ts';
import { Master } from './zpbft/master.ts';
import { runRepl } from './zpbft/repl.ts';
import { type Address, formatAddress } from './zrpc/address.ts';

const USAGE = `usage: npm run cluster -- [-f 1] [-view 0] [-batch 1] [-log 1]
  Starts a master, 3f+1 servers and a client in this terminal, on free ports.
  End it with exit, Ctrl-D or Ctrl-C; commands may also come from a pipe.`;

/** 3 * 5 + 1 processes are enough for one terminal. */
const MAX_F = 5;
const START_LIMIT_MS = 30_000;
const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };
// The file beside this one, so that the copy in starter/ starts the servers of starter/.
const NAIVE = fileURLToPath(new URL('naive.ts', import.meta.url));

interface Flags {
  readonly f: number;
  readonly view: number;
  readonly batch: number;
  readonly logLevel: number;
}

function readFlags(argv: readonly string[]): Flags | undefined {
  const { flags, words, help } = readCommandLine(argv, ['f', 'view', 'batch', 'log'], false);
  if (help) return undefined;
  if (words.length > 0) throw new UsageError(`a cluster takes flags only, not "${words[0]}"`);
  const most = Number.MAX_SAFE_INTEGER;
  return {
    f: wholeNumber('f', flags.get('f'), { least: 1, most: MAX_F, unset: 1 }),
    view: wholeNumber('view', flags.get('view'), { least: 0, most, unset: 0 }),
    batch: wholeNumber('batch', flags.get('batch'), BATCH),
    logLevel: wholeNumber('log', flags.get('log'), { least: 0, most: 3, unset: 1 }),
  };
}

/** A master and a client in this process, servers in processes of their own. */
class LocalCluster {
  readonly #flags: Flags;
  readonly #screen: Screen;
  readonly #master: Master;
  readonly #servers: Child[] = [];
  readonly #keyDir = mkdtempSync(join(tmpdir(), 'pbft-cluster-'));
  /** Who waits for a server to register, by its id. */
  readonly #registered = new Map<number, () => void>();
  #client: Client | undefined;
  #stopping = false;

  constructor(flags: Flags, screen: Screen) {
    const { f, view, logLevel } = flags;
    this.#flags = flags;
    this.#screen = screen;
    const log = new Logger(logLevel, (text) => {
      // That servers leave is news only while nobody sends them away.
      if (!this.#stopping) screen.out(`[master] ${text}`);
    });
    const onRegister = (id: number): void => this.#registered.get(id)?.();
    this.#master = new Master({ maddr: ANY_PORT, f, view, log, onRegister });
  }

  /** Starts everything and runs commands until there are no more. @returns the exit code. */
  async run(): Promise<number> {
    const maddr = await this.#master.start();
    const keys = writeKeyPairs(this.#keyDir, 3 * this.#flags.f + 1);
    for (const [id, files] of keys.entries()) {
      // One after another, since ids follow the order of registration.
      if (this.#stopping) return EXIT.interrupted;
      await this.#startServer(id, files, maddr);
    }
    const client = new Client({
      maddr,
      caddr: ANY_PORT,
      keys: generateKeyPairSync('ed25519'),
      log: new Logger(this.#flags.logLevel, this.#screen.out),
    });
    this.#client = client;
    await client.start();
    const code = await runRepl(client, this.#screen, process.stdin);
    await client.settled();
    return code;
  }

  /** Stops every server and removes the keys. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#client?.close();
    await Promise.all(this.#servers.map((server) => server.stop()));
    this.#master.close();
    this.removeKeys();
  }

  removeKeys(): void {
    rmSync(this.#keyDir, { recursive: true, force: true });
  }

  async #startServer(id: number, { pri, pub }: KeyFiles, maddr: Address): Promise<void> {
    const label = colourOf(id)(`[server ${id}]`);
    const args = [
      ...['-role', 'server', '-maddr', formatAddress(maddr), '-saddr', formatAddress(ANY_PORT)],
      ...['-pri', pri, '-pub', pub, '-batch', String(this.#flags.batch)],
      ...['-log', String(this.#flags.logLevel)],
    ];
    const server = startChild(NAIVE, args, (line) => this.#screen.out(`${label} ${line}`));
    this.#servers.push(server);
    this.#screen.out(`${label} is process ${server.pid}`);
    const died = server.ended.then((ending) => {
      if (!this.#stopping) this.#screen.out(`${label} process ${server.pid} is gone: ${ending}`);
      return ending;
    });
    const registered = new Promise<undefined>((resolve) => {
      this.#registered.set(id, () => resolve(undefined));
    });
    const late = delay(START_LIMIT_MS, `not registered within ${START_LIMIT_MS} ms`, {
      ref: false,
    });
    const problem = await Promise.race([registered, died, late]);
    if (problem !== undefined) throw new Error(`server ${id} did not start: ${problem}`);
  }
}

/** A colour per server; none where the output is no terminal or NO_COLOR is set. */
function colourOf(id: number): ChalkInstance {
  const chalk = process.env.NO_COLOR ? new Chalk({ level: 0 }) : new Chalk();
  const colours = [chalk.cyan, chalk.yellow, chalk.green, chalk.magenta, chalk.blue, chalk.red];
  return colours[id % colours.length] ?? chalk.white;
}

/**
 * Resolves when somebody asks the process to end. The listeners stay: Ctrl-C under npm arrives
 * twice, from the terminal and from npm, and the second must not cut the cleaning up short.
 */
function signalled(): Promise<number> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve(EXIT.interrupted));
    for (const name of ['SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => resolve(EXIT.terminated));
    }
  });
}

async function run(argv: readonly string[]): Promise<number> {
  const flags = readFlags(argv);
  if (flags === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.done;
  }
  const cluster = new LocalCluster(flags, new Screen());
  process.once('exit', () => cluster.removeKeys()); // however it ends
  try {
    return await Promise.race([cluster.run(), signalled()]);
  } finally {
    await cluster.stop();
  }
}

void runMain({ name: 'cluster', usage: USAGE, run });
