import { type Outcome, TAKEN } from './caller.ts';
import type { Meter } from './meter.ts';
import { type Message, Trace } from './trace.ts';

/**
 * What the network does with a message. What passes is delivered at once, stepped or not; a delay
 * is real time; copies come one after another.
 */
type Fate =
  | 'deliver'
  | 'pass'
  | 'hold'
  | 'drop'
  | { readonly delayMs: number }
  | { readonly copies: number }
  | { readonly alter: unknown };

/** Decides the fate of each message, from what it says and who sends it to whom. */
export type Policy = (message: Message) => Fate;

/** A message on its way; `place` is its place among those of its link. */
export interface Parcel {
  readonly message: Message;
  readonly place: number;
}

/** Chooses what arrives in one step, and in which order at each receiver. The rest waits on. */
export type Order = (waiting: readonly Parcel[]) => readonly Parcel[];

/** Hands messages to their receivers, those of one receiver in one piece and in order. */
export type Deliver = (messages: readonly Message[]) => Promise<Outcome>[];

/**
 * All ways between the servers of a cluster.
 *
 * *Stepped*, a message that is to be delivered waits for the next step: a scenario lets the
 * network come to rest, and then delivers what waits in an order that its seed chose. So what
 * each server receives, and in which order, is the grader's choice and the same in every run.
 * *Free*, messages arrive as fast as they can.
 */
export class Network {
  readonly meter: Meter;
  trace = new Trace();
  policy: Policy = () => 'deliver';
  stepped = true;
  readonly #deliver: Deliver;
  readonly #sent = new Map<string, number>();
  #waiting: Parcel[] = [];
  #held: Message[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(meter: Meter, deliver: Deliver) {
    this.meter = meter;
    this.#deliver = deliver;
  }

  /** How many messages wait for the next step. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Takes a message that was sent.
   * @returns what its sender is told: at once unless it is delivered at once.
   */
  async submit(message: Message): Promise<Outcome> {
    const fate = this.policy(message);
    if (fate === 'deliver') return this.#forward(message);
    if (fate === 'pass') return this.#deliver([message])[0] ?? TAKEN;
    if (fate === 'hold') {
      this.trace.add({ kind: 'held', message });
      this.#held.push(message);
    } else if (fate === 'drop') this.trace.add({ kind: 'dropped', message });
    else if ('delayMs' in fate) this.#delay(message, fate.delayMs);
    else if ('copies' in fate) {
      this.trace.add({ kind: 'copied', message });
      for (let copy = 0; copy < fate.copies; copy += 1) void this.#forward(message);
    } else {
      const altered = this.trace.numbered({ ...message, params: fate.alter, made: true });
      this.trace.add({ kind: 'altered', message: altered, instead: message.number });
      void this.#forward(altered);
    }
    return TAKEN;
  }

  /** Delivers some of what waits, all at once, in the order given. */
  step(order: Order): void {
    const chosen = order(this.#waiting);
    const taken = new Set(chosen);
    this.#waiting = this.#waiting.filter((parcel) => !taken.has(parcel));
    this.#deliver(chosen.map(({ message }) => message));
  }

  /** Sends on all that was held, by a policy that lets it pass; later messages pass, too. */
  release(policy: Policy = () => 'deliver'): void {
    this.policy = policy;
    for (const message of this.#held.splice(0)) void this.submit(message);
  }

  /** Loses what was held. */
  loseHeld(): void {
    for (const message of this.#held.splice(0)) this.trace.add({ kind: 'dropped', message });
  }

  /** Goes on with a new trace, as if the network were new; nothing may be on its way. */
  renew(): void {
    this.loseHeld();
    this.trace = new Trace();
    this.policy = () => 'deliver';
    this.stepped = true;
    this.#sent.clear();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #forward(message: Message): Promise<Outcome> {
    if (!this.stepped) return this.#deliver([message])[0] ?? TAKEN;
    const link = `${message.from}>${message.to}`;
    const place = this.#sent.get(link) ?? 0;
    this.#sent.set(link, place + 1);
    this.#waiting.push({ message, place });
    return TAKEN;
  }

  /** A message that is delayed counts as in flight: the network is not idle before it arrives. */
  #delay(message: Message, delayMs: number): void {
    this.trace.add({ kind: 'delayed', message });
    this.meter.fly(1);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.meter.fly(-1);
      void this.#forward(message);
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** The same order for the same messages, however their arrival at the grader was interleaved. */
export function inCanonicalOrder(parcels: readonly Parcel[]): Parcel[] {
  const key = ({ message: { from, to } }: Parcel): string => `${to}<${from}`;
  return [...parcels].sort((a, b) => key(a).localeCompare(key(b)) || a.place - b.place);
}
