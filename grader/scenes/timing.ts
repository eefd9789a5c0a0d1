/** What a scenario waits for: processes to start, events, rest, a grace period, their end. */
const WAITS = ['start', 'event', 'idle', 'grace', 'end'] as const;
export type Wait = (typeof WAITS)[number];

/** Where the time of one scenario went; the rest is the grader's own work, or other scenarios'. */
export class Timing {
  readonly #ms = new Map<Wait, number>();

  /** Waits for a promise and books the time. */
  async during<T>(wait: Wait, promise: Promise<T>): Promise<T> {
    const startMs = performance.now();
    try {
      return await promise;
    } finally {
      this.#ms.set(wait, (this.#ms.get(wait) ?? 0) + performance.now() - startMs);
    }
  }

  /** Whole milliseconds by kind of wait, without those that were not waited for. */
  get waited(): Partial<Record<Wait, number>> {
    const spent = [...this.#ms].map(([wait, ms]) => [wait, Math.round(ms)] as const);
    return Object.fromEntries(spent.filter(([, ms]) => ms > 0));
  }
}
