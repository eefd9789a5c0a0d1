import { inspect } from 'node:util';

/**
 * How long a test waits for something that must happen. Long, since it only ends a test that has
 * failed, and short of the test's own limit, so that the message says what was there instead.
 */
const EVENT_LIMIT_MS = 25_000;
/** Items shown when a wait ends in vain. */
const SHOWN = 30;

/** What happened so far, and a way to wait for what must happen next, without sleeping. */
export class Inbox<Item> {
  readonly all: Item[] = [];
  readonly #limitMs: number;
  readonly #waiting = new Set<() => void>();

  constructor(limitMs = EVENT_LIMIT_MS) {
    this.#limitMs = limitMs;
  }

  readonly push = (item: Item): void => {
    this.all.push(item);
    for (const look of this.#waiting) look();
  };

  /**
   * The first thing, past or future, that `find` has a value for.
   * @throws Error that shows what was there instead, after the limit.
   */
  first<Value>(find: (item: Item) => Value | null | undefined | false): Promise<Value> {
    return this.#until(() => {
      for (const item of this.all) {
        const value = find(item);
        if (value !== null && value !== undefined && value !== false) return value;
      }
      return undefined;
    });
  }

  /** Waits until `count` things match; they may be more when they came together. */
  atLeast(count: number, matches: (item: Item) => boolean): Promise<Item[]> {
    return this.#until(() => {
      const found = this.all.filter(matches);
      return found.length >= count ? found : undefined;
    });
  }

  #until<Value>(look: () => Value | undefined): Promise<Value> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(again);
      };
      const timer = setTimeout(() => {
        finish();
        const seen = inspect(this.all.slice(-SHOWN), { depth: 4 });
        reject(new Error(`not seen within ${this.#limitMs} ms; the last of it: ${seen}`));
      }, this.#limitMs);
      const again = (): void => {
        const value = look();
        if (value === undefined) return;
        finish();
        resolve(value);
      };
      this.#waiting.add(again);
      again();
    });
  }
}
