import { saidOf } from '../../errors.ts';
import { listOf } from '../../report/list.ts';
import { type Message, t } from '../../text/text.ts';
import { within } from '../../within.ts';
import { WrongAnswer } from '../client.ts';
import type { MeasuredCluster } from '../cluster.ts';
import type { Load } from '../load.ts';
import { Attack } from './attack.ts';
import { crowd } from './crowd.ts';
import { judgeGrowth, judgeReturn } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { Sample } from './memory.ts';
import {
  type Check,
  type CheckName,
  type Endured,
  type Enduring,
  paceOf,
  type Setting,
} from './result.ts';

/** Warm-up, in requests: a fifth of all; at least three times what the low water mark keeps. */
const WARM_PART = 0.2;
const LEAST_WARM = 400;
/** Samples of memory after that at the end of the warm-up, in equal steps of requests. */
const SAMPLES = 8;
/** Requests of each client after the attack. */
const AFTER_A_CLIENT = 5;
/** Longest wait for what must happen, where nobody told another one. */
const LIMIT_MS = 60_000;

/** Nothing can follow the check that failed. */
export class Failed extends Error {}

/** A server ended by itself. */
class Ended extends WrongAnswer {}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** The two phases on one cluster. */
export class Trial {
  readonly #setting: Setting;
  readonly #enduring: Enduring;
  readonly #cluster: MeasuredCluster;
  readonly #load: Load;
  readonly #ledger: Ledger;
  readonly #limitMs: number;
  /** Rejects when a server ends. */
  readonly #failure: Promise<never>;
  readonly #samples: Sample[] = [];
  readonly #crowds: { held: number; isFull: boolean }[] = [];
  readonly #checks: Check[] = [];
  readonly #seen: Partial<Changing<Endured>> = {};
  #phase: Check['phase'] = 'load';

  constructor(
    setting: Setting,
    enduring: Enduring,
    parts: { readonly cluster: MeasuredCluster; readonly load: Load; readonly ledger: Ledger },
  ) {
    this.#setting = setting;
    this.#enduring = enduring;
    this.#cluster = parts.cluster;
    this.#load = parts.load;
    this.#ledger = parts.ledger;
    this.#limitMs = enduring.requestLimitMs ?? LIMIT_MS;
    this.#failure = parts.cluster.failure().catch((error: unknown) => {
      throw new Ended(saidOf(error));
    });
    this.#failure.catch(() => {}); // it rejects at the latest when the cluster is closed
  }

  get endured(): Endured {
    const [samples, crowds, checks] = [this.#samples, this.#crowds, this.#checks];
    return { setting: this.#setting, samples, crowds, checks, ...this.#seen };
  }

  /** Requests, with samples of memory between them. @throws Failed */
  async load(): Promise<void> {
    const { requests } = this.#setting;
    const { onPhase } = this.#enduring;
    const warm = Math.max(LEAST_WARM, Math.floor(requests * WARM_PART));
    const warmed = await this.#answers({ requests: warm, onDone: (part) => onPhase('warm', part) });
    this.#seen.warm = paceOf(warmed.latencies, warmed.tookMs);
    this.#samples.push(await this.#sample());
    const latencies: number[] = [];
    let tookMs = 0;
    for (let step = 0; step < SAMPLES; step += 1) {
      const left = requests - warm - latencies.length;
      const run = await this.#answers({
        requests: Math.round(left / (SAMPLES - step)),
        onDone: (part) => onPhase('load', (step + part) / SAMPLES),
      });
      latencies.push(...run.latencies);
      tookMs += run.tookMs;
      this.#samples.push(await this.#sample());
    }
    this.#seen.load = paceOf(latencies, tookMs);
    this.#conclude(t`${warm + latencies.length} of ${requests} requests`);
    this.#checks.push(...judgeGrowth(this.#samples, this.#setting));
  }

  /** Requests while all servers are attacked, while all are full, and afterwards. @throws Failed */
  async attack(): Promise<void> {
    this.#phase = 'attack';
    const { attackSeconds: seconds, clients } = this.#setting;
    const { onPhase } = this.#enduring;
    const before = this.#samples.at(-1)?.servers ?? [];
    const attack = Attack.start(this.#addresses, {
      limitMs: this.#limitMs,
      seq: () => this.#ledger.requests,
    });
    let attacked: Awaited<ReturnType<Attack['stop']>>;
    try {
      const { latencies, tookMs } = await this.#answers({
        seconds,
        goesOn: () => !attack.isThrough,
        onDone: (part) => onPhase('attack', part),
      });
      attacked = await attack.stop();
      this.#seen.attack = { pace: paceOf(latencies, tookMs), ...attacked };
    } finally {
      await attack.stop();
    }
    await this.#crowdAll();
    onPhase('after', 0);
    await this.#answers({ requests: clients * AFTER_A_CLIENT });
    const left = await this.#socketsOnceBack(before.map(({ sockets }) => sockets));
    const after = await this.#sample();
    this.#seen.after = after;
    this.#conclude(
      t`${this.#seen.attack.pace.requests} requests during the attack, and all after it`,
    );
    this.#checks.push(
      ...judgeReturn({ before, after, left, unmet: attacked.unmet }, this.#setting),
    );
  }

  get #addresses(): string[] {
    return this.#cluster.servers.map(({ address }) => address);
  }

  /** Clients that are connected must be answered also while a server takes no new connections. */
  async #crowdAll(): Promise<void> {
    for (const [server, address] of this.#addresses.entries()) {
      this.#enduring.onPhase('crowd', server / this.#addresses.length);
      const taken = within(crowd(address), this.#limitMs, () => {
        throw new WrongAnswer(t`server ${server} neither takes connections nor refuses them`);
      });
      const { held, isFull, leave } = await this.#must('reactions', taken);
      try {
        await this.#answers({ requests: this.#setting.clients });
      } finally {
        leave();
      }
      this.#crowds.push({ held, isFull });
    }
  }

  /** Asks until no server has more connections than before, or the limit is reached. */
  async #socketsOnceBack(before: readonly number[]): Promise<readonly number[]> {
    const startMs = performance.now();
    for (;;) {
      const now = await this.#must('connections', this.#cluster.sockets());
      const isBack = now.every((count, server) => count <= (before[server] ?? 0));
      if (isBack || performance.now() - startMs > this.#limitMs) return now;
    }
  }

  #answers(until: Parameters<Load['run']>[0]): ReturnType<Load['run']> {
    return this.#must('answered', this.#load.run(until));
  }

  /** What servers keep once everything is executed by all of them, which is checked here. */
  async #sample(): Promise<Sample> {
    await this.#must('once', this.#load.settle());
    await this.#must('state', this.#load.check());
    const servers = await this.#must('memory', this.#cluster.kept());
    return { requests: this.#ledger.requests, servers };
  }

  /** What must succeed: without it nothing more can be checked. @throws Failed */
  async #must<T>(name: CheckName, work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.#failure]);
    } catch (error) {
      if (!(error instanceof WrongAnswer)) throw error;
      if (error instanceof Ended) this.#tell('alive', false, error.said);
      else this.#fail(name, error);
      throw new Failed();
    }
  }

  /** Once all should be executed, the ledger knows better than a client that waits in vain. */
  #fail(name: CheckName, { said }: WrongAnswer): void {
    const isSettled = name === 'once' || name === 'state';
    const problems = isSettled ? this.#ledger.problems() : [];
    if (problems.length > 0) this.#tell('once', false, listOf(problems));
    if (name !== 'once' || problems.length === 0) this.#tell(name, false, said);
  }

  /** The checks that a phase passes by coming to its end, and whether all was executed once. */
  #conclude(answered: Message): void {
    const servers = this.#cluster.servers.length;
    const problems = this.#ledger.problems();
    this.#tell('alive', true, t`${servers} of ${servers} servers`);
    this.#tell('answered', true, answered);
    this.#tell(
      'once',
      problems.length === 0,
      problems.length === 0
        ? t`${this.#ledger.requests} requests with those of the checks, each once by each server`
        : listOf(problems),
    );
    this.#tell('state', true, t`what the clients put, on all ${servers} servers`);
  }

  #tell(name: CheckName, passed: boolean, seen: Message): void {
    this.#checks.push({ phase: this.#phase, name, passed, seen });
  }
}
