import { Meter } from '../network/meter.ts';
import { Choices } from '../seed.ts';
import { t } from '../text/text.ts';
import { type Answered, LoadClient, WrongAnswer } from './client.ts';
import type { MeasuredCluster } from './cluster.ts';

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

/** Clients that each have one request under way, all the time. */
export class Load {
  readonly #cluster: MeasuredCluster;
  readonly #clients: readonly LoadClient[];
  readonly #valueBytes: number;
  readonly #limits: LoadLimits;
  readonly #choices = new Choices('bench', 'values');
  /** What each key must hold, as the clients know. */
  readonly #state = new Map<string, string>();
  #asked = 0;

  private constructor(
    cluster: MeasuredCluster,
    clients: readonly LoadClient[],
    valueBytes: number,
    limits: LoadLimits,
  ) {
    this.#cluster = cluster;
    this.#clients = clients;
    this.#valueBytes = valueBytes;
    this.#limits = limits;
  }

  static async open(
    cluster: MeasuredCluster,
    count: number,
    valueBytes: number,
    limits: LoadLimits,
  ): Promise<Load> {
    const meter = new Meter();
    const names = Array.from({ length: count }, (_, index) => String(index));
    const clients = await Promise.all(
      names.map((name) => LoadClient.open(cluster, name, meter, new Choices('bench', name))),
    );
    return new Load(cluster, clients, valueBytes, limits);
  }

  /** Puts, one after the other by each client, until the time or the number is reached. */
  async run(until: {
    readonly requests?: number;
    readonly seconds?: number;
    readonly onDone?: (part: number) => void;
  }): Promise<{ latencies: number[]; tookMs: number }> {
    const { requests = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = until;
    const latencies: number[] = [];
    const startMs = performance.now();
    let started = 0;
    const part = (): number =>
      Math.max(latencies.length / requests, (performance.now() - startMs) / 1_000 / seconds);
    const work = async (client: LoadClient, index: number): Promise<void> => {
      while (started < requests && part() < 1) {
        this.#limits.signal.throwIfAborted();
        started += 1;
        latencies.push((await this.#put(client, index)).latencyMs);
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
    const lines = [...this.#state].map(([key, value]) => `${key}:${value}`).sort();
    if (result.split('\n').sort().join('\n') === lines.join('\n')) return;
    throw new WrongAnswer(t`all servers agree on a state that is not what the clients put`);
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  async #put(client: LoadClient, index: number): Promise<Answered> {
    this.#asked += 1;
    const key = `k${index}-${this.#asked % KEYS_A_CLIENT}`;
    const value = this.#choices.word(this.#valueBytes);
    const command = `put ${key} ${value}`;
    this.#state.set(key, value);
    const answered = await this.#limited(client.request(command), command);
    if (answered.result === 'put ok') return answered;
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
