import type { Meter } from './endpoint.ts';

/** Quiet must be seen this often in a row: bytes may sit in a socket while a ping passes them. */
const QUIET_ROUNDS = 2;

/**
 * Work that does not end (a call to a hung peer, a student's own ticker) is no longer waited for
 * once nothing has moved for this long.
 */
const PATIENCE_MS = 300;

/** A server answers a ping within this, or its event loop is blocked. */
export const PING_LIMIT_MS = 5_000;

/** What a ping found: a server that has work left or not, is gone, or does not answer. */
export type Pulse =
  | { readonly kind: 'alive'; readonly outstanding: number; readonly pending: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'blocked' };

/** One real server, as idle detection sees it. */
export interface Watched {
  readonly id: number;
  /** Bounded by {@link PING_LIMIT_MS}; never rejects. */
  ping(): Promise<Pulse>;
}

/** Why waiting for quiet ended. */
export type Quiet =
  | { readonly kind: 'idle' }
  /** The event loops of these servers are blocked. */
  | { readonly kind: 'blocked'; readonly servers: number[] }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'restless'; readonly limitMs: number };

/**
 * Tells when a network is idle: nothing is in flight and no server has work left.
 *
 * Quiet says when to look, never what is true: verdicts rest on the trace.
 */
export class IdleWatch {
  readonly #meter: Meter;
  readonly #servers: () => readonly Watched[];
  /** Work of each server that outlasted our patience: so much of it is its quiet state. */
  readonly #usual = new Map<number, number>();

  /** @param servers those that run, asked in every round. */
  constructor(meter: Meter, servers: () => readonly Watched[]) {
    this.#meter = meter;
    this.#servers = servers;
  }

  /**
   * Waits for quiet.
   * @param limitMs gives up after this long; a network that never rests is reported as such.
   */
  async untilIdle(limitMs: number, signal?: AbortSignal): Promise<Quiet> {
    const startMs = performance.now();
    let movedMs = startMs;
    let rounds = 0;
    while (rounds < QUIET_ROUNDS) {
      if (signal?.aborted) return { kind: 'aborted' };
      if (performance.now() - startMs > limitMs) return { kind: 'restless', limitMs };
      const before = this.#meter.activity;
      const pulses = await this.#pulses();
      const blocked = pulses.filter(({ pulse }) => pulse.kind === 'blocked').map(({ id }) => id);
      if (blocked.length > 0) return { kind: 'blocked', servers: blocked };
      const moved = this.#meter.activity !== before || this.#meter.inFlight > 0;
      if (moved) movedMs = performance.now();
      const busy = pulses.filter(({ id, pulse }) => workOf(pulse) > (this.#usual.get(id) ?? 0));
      const patient = performance.now() - movedMs < PATIENCE_MS;
      if (!moved && !patient) for (const { id, pulse } of busy) this.#usual.set(id, workOf(pulse));
      rounds = moved || (busy.length > 0 && patient) ? 0 : rounds + 1;
    }
    return { kind: 'idle' };
  }

  #pulses(): Promise<{ id: number; pulse: Pulse }[]> {
    const servers = this.#servers();
    return Promise.all(servers.map(async (one) => ({ id: one.id, pulse: await one.ping() })));
  }
}

/** Calls, timers and other work that a server has not finished. */
function workOf(pulse: Pulse): number {
  return pulse.kind === 'alive' ? pulse.outstanding + pulse.pending : 0;
}
