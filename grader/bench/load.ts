import { Meter } from '../network/meter.ts';
import { Choices } from '../seed.ts';
import { t } from '../text/text.ts';
import { type Answered, LoadClient, type Witness, WrongAnswer } from './client.ts';
import type { MeasuredCluster } from './cluster.ts';
import { Gateway } from './gateway.ts';

/** Keys of one client: few, so that the whole state can be compared in one reply. */
const KEYS_A_CLIENT = 4;
/** Longest wait for what must happen: no request of a working cluster takes that long. */
const REQUEST_LIMIT_MS = 60_000;

/** When clients give up. */
export interface LoadLimits {
  readonly signal: AbortSignal;
  /** Longest wait for an answer; without it what no working cluster takes. */
  readonly requestLimitMs?: number;
}

/** One request of a client's. */
export interface Step {
  readonly command: string;
  readonly expected: string;
  /** When it is sent a second time. */
  readonly again?: 'at once' | 'when answered';
}

/** What clients ask, one after the other. */
export interface History {
  /** The next request of a client. */
  next(client: number): Step;
  /** What each key must hold once all that was asked is executed. */
  readonly state: ReadonlyMap<string, string>;
}

/** What is asked, and who sees it. */
interface Work {
  readonly history: History;
  readonly witness: (client: number) => Witness;
}

/** Puts to a few keys. */
class Puts implements History {
  readonly state = new Map<string, string>();
  readonly #valueBytes: number;
  readonly #choices = new Choices('bench', 'values');
  #asked = 0;

  constructor(valueBytes: number) {
    this.#valueBytes = valueBytes;
  }

  next(client: number): Step {
    this.#asked += 1;
    const key = `k${client}-${this.#asked % KEYS_A_CLIENT}`;
    const value = this.#choices.word(this.#valueBytes);
    this.state.set(key, value);
    return { command: `put ${key} ${value}`, expected: 'put ok' };
  }
}

/** How many clients, and whether each has a port and a connection of its own; else they share them. */
interface Clients {
  readonly count: number;
  readonly apart: boolean;
}

/** Clients that each have one request under way, all the time. */
export class Load {
  readonly #cluster: MeasuredCluster;
  readonly #gateways: readonly Gateway[];
  readonly #clients: readonly LoadClient[];
  readonly #history: History;
  readonly #limits: LoadLimits;

  private constructor(
    cluster: MeasuredCluster,
    gateways: readonly Gateway[],
    clients: readonly LoadClient[],
    history: History,
    limits: LoadLimits,
  ) {
    this.#cluster = cluster;
    this.#gateways = gateways;
    this.#clients = clients;
    this.#history = history;
    this.#limits = limits;
  }

  /** @param work what clients ask; a number is the bytes of the values that they put. */
  static async open(
    cluster: MeasuredCluster,
    { count, apart }: Clients,
    work: number | Work,
    limits: LoadLimits,
  ): Promise<Load> {
    const meter = new Meter();
    const open = (): Promise<Gateway> => Gateway.open(cluster, meter);
    const gateways = await Promise.all(Array.from({ length: apart ? count : 1 }, open));
    const clients = Array.from({ length: count }, (_, index) => {
      const gateway = gateways[index % gateways.length] as Gateway;
      const witness = typeof work === 'number' ? undefined : work.witness(index);
      const choices = new Choices('bench', String(index));
      return new LoadClient(cluster, gateway, String(index), choices, witness);
    });
    const history = typeof work === 'number' ? new Puts(work) : work.history;
    return new Load(cluster, gateways, clients, history, limits);
  }

  /** Requests, one after the other by each client, until the time or the number is reached. */
  async run(until: {
    readonly requests?: number;
    readonly seconds?: number;
    /** Once the time is over, whether more is wanted. */
    readonly goesOn?: () => boolean;
    readonly onDone?: (part: number) => void;
  }): Promise<{ latencies: number[]; tookMs: number }> {
    const { requests = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = until;
    const latencies: number[] = [];
    const startMs = performance.now();
    let started = 0;
    const part = (): number =>
      Math.max(latencies.length / requests, (performance.now() - startMs) / 1_000 / seconds);
    const work = async (client: LoadClient, index: number): Promise<void> => {
      while (started < requests && (part() < 1 || until.goesOn?.() === true)) {
        this.#limits.signal.throwIfAborted();
        started += 1;
        latencies.push((await this.#ask(client, index)).latencyMs);
        until.onDone?.(Math.min(1, part()));
      }
    };
    await Promise.all(this.#clients.map(work));
    return { latencies, tookMs: performance.now() - startMs };
  }

  /** All servers must have the state that the clients made. @throws WrongAnswer */
  async check(): Promise<void> {
    const [client] = this.#clients;
    if (client === undefined) return;
    const all = 3 * this.#cluster.f + 1;
    const { result } = await this.#limited(client.request('all', all), 'all');
    const lines = [...this.#history.state].map(([key, value]) => `${key}:${value}`).sort();
    if (result.split('\n').sort().join('\n') === lines.join('\n')) return;
    throw new WrongAnswer(t`all servers agree on a state that is not what the clients put`);
  }

  /**
   * One request of every client that all servers must answer. Replies of a server to a client come in
   * order: afterwards all those to earlier requests are there, and nothing is under way any more.
   */
  async settle(): Promise<void> {
    const all = 3 * this.#cluster.f + 1;
    const asked = this.#clients.map((client) => {
      return this.#limited(client.request('get settled', all), 'get settled');
    });
    await Promise.all(asked);
  }

  close(): void {
    for (const gateway of this.#gateways) gateway.close();
  }

  async #ask(client: LoadClient, index: number): Promise<Answered> {
    const { command, expected, again } = this.#history.next(index);
    const request = client.request(command);
    if (again === 'at once') client.again();
    const answered = await this.#limited(request, command);
    if (again === 'when answered') client.again();
    if (answered.result === expected) return answered;
    throw new WrongAnswer(t`"${command.slice(0, 40)}" was answered "${answered.result}"`);
  }

  async #limited(answered: Promise<Answered>, command: string): Promise<Answered> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const limitMs = this.#limits.requestLimitMs ?? REQUEST_LIMIT_MS;
      const why = t`no answer to "${command.slice(0, 40)}" within ${limitMs / 1_000} s`;
      timer = setTimeout(() => reject(new WrongAnswer(why)), limitMs);
    });
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
