const NS_PER_MS = 1_000_000n;

/**
 * Makes timestamps in nanoseconds since 1970, each larger than the one before.
 *
 * Departure from the lab, which sends them as 64-bit integers: those do not fit a JS number, so
 * they are counted as bigint and travel as decimal digits.
 */
export class Clock {
  // The time of day says in which order two runs of a client were made; the monotonic clock, which
  // nobody can set back, counts from there.
  readonly #offset = BigInt(Date.now()) * NS_PER_MS - process.hrtime.bigint();
  #last = 0n;

  next(): string {
    const now = this.#offset + process.hrtime.bigint();
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }
}
