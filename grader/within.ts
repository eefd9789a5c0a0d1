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
