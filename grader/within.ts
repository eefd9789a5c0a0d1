/**
 * Settles as `promise` does, or when that takes longer than `limitMs`, with what `late` returns
 * or throws. Every wait of the grader for another process has such a limit.
 */
export async function within<T>(promise: Promise<T>, limitMs: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  return Promise.race([promise, limit.then(late)]).finally(() => clearTimeout(timer));
}

/** Settles as `promise` does, or rejects with the signal's reason when that is aborted. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    const options = { once: true, signal: settled.signal };
    signal.addEventListener('abort', () => reject(signal.reason), options);
  });
  return Promise.race([promise, aborted]).finally(() => settled.abort());
}

/**
 * As Promise.all, but settles when all have: nothing goes on behind the back of whoever cleans up
 * after a failure. Rejects as the first in the list that did.
 */
export async function allEnded<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
