import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Meter } from './meter.ts';

/**
 * Work that does not end (a call to a hung peer, a student's own ticker) is no longer waited for
 * once nothing has moved for this long.
 */
const USUAL_PATIENCE_MS = 300;

/** A ping costs the server it goes to: this long it waits for answers, or for something to move. */
const BETWEEN_PINGS_MS = 5;

/** What a ping found: a server that has work left or not, is gone, or does not answer. */
export type Pulse =
  | { readonly kind: 'alive'; readonly outstanding: number; readonly pending: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'blocked' };

/** One real server, as idle detection sees it. */
export interface Watched {
  /** Number of its process. */
  readonly number: number;
  /** Bounded by a limit of its own, after which it tells `blocked`; never rejects. */
  ping(): Promise<Pulse>;
}

/** Why waiting for quiet ended. */
export type Quiet =
  /** Some server may have work that outlasted our patience: calls to others, or timers that may wake it. */
  | { readonly kind: 'idle'; readonly hasCalls: boolean; readonly hasTimers: boolean }
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
  /** For each server, how far its meter was when a ping found it at rest. */
  readonly #rested = new Map<number, number>();

  patienceMs = USUAL_PATIENCE_MS;

  /** @param servers those that run: a round asks those that may have work. */
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
    for (;;) {
      if (signal?.aborted) return { kind: 'aborted' };
      if (performance.now() - startMs > limitMs) return { kind: 'restless', limitMs };
      await this.#meter.when(() => this.#meter.settled, BETWEEN_PINGS_MS);
      const before = this.#meter.activity;
      const wasInFlight = this.#meter.inFlight > 0;
      const pulses = await this.#pulses(wasInFlight);
      await nextTurn(); // of servers that are gone the pulse is there at once: let others work, too
      const blocked = pulses
        .filter(({ pulse }) => pulse.kind === 'blocked')
        .map(({ number }) => number);
      if (blocked.length > 0) return { kind: 'blocked', servers: blocked };
      const moved = wasInFlight || this.#meter.activity !== before || this.#meter.inFlight > 0;
      if (moved) movedMs = performance.now();
      const busy = pulses.filter(
        ({ number, pulse }) => workOf(pulse) > (this.#usual.get(number) ?? 0),
      );
      if (!moved && busy.length === 0) return idleWith(pulses.map(({ pulse }) => pulse));
      if (moved) continue;
      if (performance.now() - movedMs < this.patienceMs) {
        await this.#meter.when(() => this.#meter.activity !== before, BETWEEN_PINGS_MS);
        continue;
      }
      for (const { number, pulse } of busy) this.#usual.set(number, workOf(pulse));
    }
  }

  /** A ping costs: a server that was at rest, and has got and sent nothing since, is not asked. */
  #pulses(wasInFlight: boolean): Promise<{ number: number; pulse: Pulse }[]> {
    const maybeBusy = this.#servers().filter(
      ({ number }) => this.#rested.get(number) !== this.#meter.of(number).touched,
    );
    return Promise.all(
      maybeBusy.map(async (one) => {
        const meter = this.#meter.of(one.number);
        const before = meter.touched;
        const pulse = await one.ping();
        const isResting = !wasInFlight && meter.touched === before && workOf(pulse) === 0;
        if (isResting) this.#rested.set(one.number, before);
        return { number: one.number, pulse };
      }),
    );
  }
}

function idleWith(pulses: readonly Pulse[]): Quiet {
  const alive = pulses.filter((pulse) => pulse.kind === 'alive');
  return {
    kind: 'idle',
    hasCalls: alive.some(({ outstanding }) => outstanding > 0),
    hasTimers: alive.some(({ pending }) => pending > 0),
  };
}

/** Calls, timers and other work that a server has not finished. */
function workOf(pulse: Pulse): number {
  return pulse.kind === 'alive' ? pulse.outstanding + pulse.pending : 0;
}
