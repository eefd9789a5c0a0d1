import { createHash, randomBytes } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A fresh seed, short enough to copy from a terminal. */
export function freshSeed(): string {
  return randomBytes(5).toString('hex');
}

/**
 * All choices of one scenario: the same seed and scenario choose the same, whatever else runs.
 */
export class Choices {
  readonly #seed: string;
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  /** @param label keeps scenarios apart, so that `--only` replays what the full run did. */
  constructor(seed: string, label: string) {
    this.#seed = `${seed}/${label}`;
    const hash = createHash('sha256').update(this.#seed).digest();
    this.#generator = xoroshiro128plus(hash.readInt32LE(0));
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return uniformInt(this.#generator, low, high);
  }

  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const shuffled: T[] = [];
    while (rest.length > 0) shuffled.push(...rest.splice(this.integer(0, rest.length - 1), 1));
    return shuffled;
  }

  /** A lower-case word of `length` letters, for keys and values. */
  word(length = 8): string {
    const letters = Array.from({ length }, () => String.fromCharCode(this.integer(97, 122)));
    return letters.join('');
  }

  /** A secret for making keys, one per label. */
  secret(label: string): string {
    return `${this.#seed}/${label}`;
  }
}
