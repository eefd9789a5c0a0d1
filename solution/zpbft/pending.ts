/** A result that enough servers agree on. */
export interface Agreed {
  readonly result: string;
  /** How many servers had sent it. */
  readonly replies: number;
}

/** Thrown when a request was not answered by enough servers; the message says how many did. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * One request of a client, and the replies to it.
 *
 * PBFT §4.1: a result is accepted when f+1 servers sent the same one, since at least one of them
 * is honest. A server counts once, with the first valid reply it sends.
 */
export class PendingRequest {
  /** The request's timestamp, which its replies repeat. */
  readonly timestamp: string;
  /** Settles when enough servers agree, or rejects with {@link NoAnswer}. */
  readonly agreed: Promise<Agreed>;
  /** Resolves when every server has replied. */
  readonly answeredByAll: Promise<void>;
  /** The result that each server sent, by its id. */
  readonly #results = new Map<number, string>();
  readonly #needed: number;
  readonly #servers: number;
  #agree: (agreed: Agreed) => void = () => {};
  #reject: (error: NoAnswer) => void = () => {};
  #complete: () => void = () => {};

  /**
   * @param needed equal replies that make a result, f+1.
   * @param servers how many may reply, 3f+1.
   */
  constructor(timestamp: string, needed: number, servers: number) {
    this.timestamp = timestamp;
    this.#needed = needed;
    this.#servers = servers;
    this.agreed = new Promise((resolve, reject) => {
      this.#agree = resolve;
      this.#reject = reject;
    });
    this.answeredByAll = new Promise((resolve) => {
      this.#complete = resolve;
    });
  }

  /**
   * Counts a reply whose signature is valid.
   * @returns how many servers have now sent this result; `undefined` when this one had replied.
   */
  count(id: number, result: string): number | undefined {
    if (this.#results.has(id)) return undefined;
    this.#results.set(id, result);
    const replies = this.#equalTo(result);
    if (replies >= this.#needed) this.#agree({ result, replies });
    if (this.#results.size === this.#servers) this.#complete();
    return replies;
  }

  /** Gives up, unless there is a result. */
  fail(reason: string): void {
    const results = [...new Set(this.#results.values())];
    const most = Math.max(0, ...results.map((result) => this.#equalTo(result)));
    const replies = `got ${most} equal ${most === 1 ? 'reply' : 'replies'}`;
    const differ = results.length > 1 ? ` (and ${results.length} different results)` : '';
    this.#reject(new NoAnswer(`${reason}: ${replies}${differ}, need ${this.#needed} (f+1)`));
  }

  #equalTo(result: string): number {
    return [...this.#results.values()].filter((other) => other === result).length;
  }
}
