/** Counts what moves, so that quiet can be told from busy. Shared by all sockets of a scenario. */
export class Meter {
  #activity = 0;
  #inFlight = 0;
  #unanswered = 0;
  readonly #watchers = new Set<() => void>();

  /** Grows with every chunk of bytes that arrives. */
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

  arrived(): void {
    this.#activity += 1;
    this.#tell();
  }

  fly(change: 1 | -1): void {
    this.#inFlight += change;
  }

  ask(change: 1 | -1): void {
    this.#unanswered += change;
    this.#tell();
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

  #tell(): void {
    for (const look of this.#watchers) look();
  }
}
