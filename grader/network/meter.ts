import type { Party } from './trace.ts';

/**
 * Counts what moves, so that quiet can be told from busy. Shared by all sockets of a scenario; each
 * server has a part of it, for what goes to and comes from that server.
 */
export class Meter {
  readonly #whole: Meter | undefined;
  readonly #parts = new Map<number, Meter>();
  #activity = 0;
  #written = 0;
  #inFlight = 0;
  #unanswered = 0;
  readonly #watchers = new Set<() => void>();

  /** @param whole counts, too, what this part of it counts. */
  constructor(whole?: Meter) {
    this.#whole = whole;
  }

  /** The part for one server process, by number; for anybody else the whole. */
  of(party: Party): Meter {
    if (typeof party !== 'number') return this;
    const known = this.#parts.get(party);
    if (known !== undefined) return known;
    const part = new Meter(this);
    this.#parts.set(party, part);
    return part;
  }

  /** Changes whenever something goes to this server or comes from it, or from nobody known. */
  get touched(): number {
    return this.#activity + this.#written + (this.#whole?.own ?? 0);
  }

  /** Grows with every chunk of bytes that arrives and with every connection that ends. */
  get activity(): number {
    return this.#activity;
  }

  /** Lines that the grader wrote and the system has not taken yet, and messages that it delays. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Requests of the grader's that nobody has answered yet. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Nothing is on its way from the grader, and all that it asked is answered. */
  get settled(): boolean {
    return this.#inFlight === 0 && this.#unanswered === 0;
  }

  arrived(): void {
    this.#activity += 1;
    this.#tell();
    this.#whole?.arrived();
  }

  fly(change: 1 | -1): void {
    this.#inFlight += change;
    if (change > 0) this.#written += 1;
    else this.#tell();
    this.#whole?.fly(change);
  }

  ask(change: 1 | -1): void {
    this.#unanswered += change;
    this.#tell();
    this.#whole?.ask(change);
  }

  /** Resolves when bytes or answers have made it happen, or after `limitMs`. */
  when(happened: () => boolean, limitMs: number): Promise<void> {
    if (happened()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(limit);
        this.#watchers.delete(look);
        resolve();
      };
      const limit = setTimeout(end, limitMs);
      const look = (): void => {
        if (happened()) end();
      };
      this.#watchers.add(look);
    });
  }

  /** What moved in the whole and in none of its parts. */
  private get own(): number {
    let own = this.touched;
    for (const part of this.#parts.values()) own -= part.#activity + part.#written;
    return own;
  }

  #tell(): void {
    for (const look of this.#watchers) look();
  }
}
