import type { Meter } from './endpoint.ts';

/** Quiet must be seen this often in a row: bytes may sit in a socket while a ping passes them. */
const QUIET_ROUNDS = 2;

/**
 * Calls that never end (a hung peer) and timers that never stop (a student's own ticker) do not
 * count as work once nothing has moved for this long.
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
 * Waits until nothing is in flight and no server has work left.
 *
 * Quiet says when to look, never what is true: verdicts rest on the trace.
 * @param limitMs gives up after this long; a network that never rests is reported as such.
 */
export async function untilIdle(
  meter: Meter,
  servers: readonly Watched[],
  limitMs: number,
  signal?: AbortSignal,
): Promise<Quiet> {
  const start = performance.now();
  let rounds = 0;
  let lastMoveMs = start;
  while (rounds < QUIET_ROUNDS) {
    if (signal?.aborted) return { kind: 'aborted' };
    if (performance.now() - start > limitMs) return { kind: 'restless', limitMs };
    const before = meter.activity;
    const pulses = await Promise.all(
      servers.map(async (server) => ({ id: server.id, pulse: await server.ping() })),
    );
    const blocked = pulses.filter(({ pulse }) => pulse.kind === 'blocked').map(({ id }) => id);
    if (blocked.length > 0) return { kind: 'blocked', servers: blocked };
    const moved = meter.activity !== before || meter.inFlight > 0;
    const now = performance.now();
    if (moved) lastMoveMs = now;
    const working = pulses.some(({ pulse }) => pulse.kind === 'alive' && hasWork(pulse));
    const waiting = working && now - lastMoveMs < PATIENCE_MS;
    rounds = moved || waiting ? 0 : rounds + 1;
  }
  return { kind: 'idle' };
}

function hasWork({ outstanding, pending }: { outstanding: number; pending: number }): boolean {
  return outstanding > 0 || pending > 0;
}
