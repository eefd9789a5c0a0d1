import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { writeKeys } from '../cluster/keys.ts';
import { Master, type Registered } from '../cluster/master.ts';
import { EnvironmentError } from '../errors.ts';
import { ROOT } from '../lab.ts';
import { Meter } from '../network/meter.ts';
import { t } from '../text/text.ts';
import { type Identity, identityFrom } from '../wire/signing.ts';
import { within } from '../within.ts';

const INSIDE = join(ROOT, 'grader', 'bench', 'inside.cjs');
/** The lab's level for errors only. */
const LOG_LEVEL = '3';
const START_LIMIT_MS = 60_000;
/** For an answer of a busy server; a profile of seconds takes some time to put together. */
const ASK_LIMIT_MS = 60_000;

/** What one server used since it started. */
export const Usage = z.object({
  frames: z.number().describe('Messages and answers written to sockets'),
  bytes: z.number(),
  cpuMicros: z.number(),
  rssBytes: z.number(),
});
export type Usage = z.infer<typeof Usage>;

/** What one server keeps, once all that nobody holds any more is collected. */
export const Kept = z.object({
  heapBytes: z.number().describe('Heap, and memory of buffers outside it'),
  rssBytes: z.number(),
  certificates: z.number().describe('Objects of the class LogCert'),
  sockets: z.number().describe('Open connections, of both directions'),
});
export type Kept = z.infer<typeof Kept>;

/** What a measured server can be asked; inside.cjs has the answers. */
type Ask = 'usage' | 'profile' | 'profiled' | 'heap' | 'sockets';

/** Which servers to measure. */
export interface ClusterOptions {
  /** The lab, bundled: see submission/build.ts. */
  readonly file: string;
  readonly f: number;
  /** Requests that the leader may order under one seq. */
  readonly batch: number;
  /** A folder of the caller's own, for keys. */
  readonly workDir: string;
}

function spawn(file: string, args: readonly string[]) {
  return execa(process.execPath, ['--require', INSIDE, file, ...args], {
    ...{ ipc: true, serialization: 'json', reject: false, stdin: 'ignore' },
    ...{ maxBuffer: 100_000, all: true },
  } as const);
}
type Child = ReturnType<typeof spawn>;

/** One real server that tells what it uses. */
class MeasuredServer {
  readonly id: number;
  readonly #child: Child;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #nextId = 1;
  /** Where it listens, once it has registered. */
  address = '';
  /** What it printed, when it ended by itself. */
  ended: string | undefined;

  constructor(id: number, child: Child) {
    this.id = id;
    this.#child = child;
    child.on('message', (message: unknown) => {
      const { id: of, answer } = message as { id: number; answer: unknown };
      this.#waiting.get(of)?.(answer);
      this.#waiting.delete(of);
    });
  }

  get exited(): Promise<unknown> {
    return Promise.resolve(this.#child).then(({ all }) => {
      this.ended = String(all ?? '').slice(-1_000);
    });
  }

  /** @throws EnvironmentError when it does not answer. */
  ask(ask: Ask): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    const answered = new Promise((resolve) => this.#waiting.set(id, resolve));
    this.#child.send({ id, ask });
    return within(answered, ASK_LIMIT_MS, () => {
      throw new EnvironmentError(t`server ${this.id} does not tell its ${ask}`);
    });
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#child;
  }
}

/** 3f+1 real servers that talk to each other directly: nothing of the grader's is between them. */
export class MeasuredCluster {
  readonly f: number;
  readonly identities: ReadonlyMap<number, Identity>;
  readonly servers: readonly MeasuredServer[];
  readonly #master: Master;

  private constructor(
    f: number,
    identities: ReadonlyMap<number, Identity>,
    servers: readonly MeasuredServer[],
    master: Master,
  ) {
    this.f = f;
    this.identities = identities;
    this.servers = servers;
    this.#master = master;
  }

  /** @throws EnvironmentError when a server ends or does not register. */
  static async start({ file, f, batch, workDir }: ClusterOptions): Promise<MeasuredCluster> {
    const ids = Array.from({ length: 3 * f + 1 }, (_, id) => id);
    const identities = new Map(ids.map((id) => [id, identityFrom(`bench ${id}`)]));
    const byKey = new Map([...identities].map(([id, { publicKeyText }]) => [publicKeyText, id]));
    const registered = new Map<number, Registered>();
    let complete = (): void => {};
    const all = new Promise<void>((resolve) => {
      complete = resolve;
    });
    const master = await Master.open(
      new Meter(),
      (key) => byKey.get(key),
      (id, one) => {
        registered.set(id, one);
        if (registered.size === ids.length) complete();
      },
    );
    const servers: MeasuredServer[] = [];
    const cluster = new MeasuredCluster(f, identities, servers, master);
    try {
      for (const [id, identity] of identities) {
        const keys = await writeKeys(join(workDir, `keys-${id}`), identity);
        const role = ['-role', 'server', '-maddr', master.address, '-saddr', '127.0.0.1:0'];
        const args = [...role, ...keys, '-log', LOG_LEVEL, '-batch', String(batch)];
        servers.push(new MeasuredServer(id, spawn(file, args)));
      }
      await within(Promise.race([all, ...servers.map(failed)]), START_LIMIT_MS, () => {
        throw new EnvironmentError(
          t`only ${registered.size} of ${ids.length} servers registered within ${START_LIMIT_MS / 1_000} s`,
        );
      });
      const peers = [...identities].map(([id, { publicKeyText: publicKey }]) => {
        return { id, addr: registered.get(id)?.addr ?? '', publicKey };
      });
      for (const server of servers) {
        server.address = registered.get(server.id)?.addr ?? '';
        registered.get(server.id)?.answer({ id: server.id, f, view: 0, peers });
      }
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  /** What all servers used since they started, one each. */
  usage(): Promise<Usage[]> {
    return Promise.all(this.servers.map(async (server) => Usage.parse(await server.ask('usage'))));
  }

  /** What all servers keep, one each. Nothing else happens in them meanwhile. */
  kept(): Promise<Kept[]> {
    return Promise.all(this.servers.map(async (server) => Kept.parse(await server.ask('heap'))));
  }

  /** Open connections of all servers, one each. */
  sockets(): Promise<number[]> {
    return Promise.all(this.servers.map(async (server) => Number(await server.ask('sockets'))));
  }

  /** Rejects when a server ends by itself, which none may; else it is pending for ever. */
  async failure(): Promise<never> {
    return Promise.race(this.servers.map(failed));
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()));
    this.#master.close();
  }
}

async function failed(server: MeasuredServer): Promise<never> {
  await server.exited;
  throw new EnvironmentError(t`server ${server.id} ended: ${server.ended ?? ''}`);
}
