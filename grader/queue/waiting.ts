/** A wait for something that may be told of, and may be missed. */
interface Wait {
  /** Fulfils when woken, when the limit is over, or when all waits end. */
  readonly over: Promise<void>;
  /** Ends the wait. */
  end(): void;
}

/** Waits for jobs, by their keys. */
export interface Waits {
  /** Begins to wait for news of a job; at most one wait for a key at a time. */
  begin(key: string): Wait;
  /** Ends the wait for a job, if there is one. */
  wake(key: string): void;
  wakeAll(): void;
}

/** @param limitMs the longest that one lasts. */
export function waits(limitMs: number): Waits {
  const waiting = new Map<string, () => void>();
  const begin = (key: string): Wait => {
    let end = (): void => {};
    const over = new Promise<void>((resolve) => {
      const timer = setTimeout(() => end(), limitMs);
      end = () => {
        clearTimeout(timer);
        waiting.delete(key);
        resolve();
      };
    });
    waiting.set(key, end);
    return { over, end };
  };
  return {
    begin,
    wake: (key) => waiting.get(key)?.(),
    wakeAll: () => {
      for (const end of [...waiting.values()]) end();
    },
  };
}
