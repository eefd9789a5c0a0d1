import type { Batch, Disturbance } from './schedule.ts';

/** Batches that are tried at most to make a failing one smaller: each costs new servers. */
const MAX_TRIALS = 40;

/**
 * Takes from a batch that fails what does not matter: all of its disturbances, or all but those of the request
 * at which it failed, with and without the shuffling; then half of what is left, a quarter, down to one by one.
 * The library's own way takes them one by one from the start, which is too dear where each trial plays real
 * servers.
 *
 * @param suspect the place of the request at which the batch failed.
 * @param fails plays a batch; deterministic, so that what is left fails as the whole did.
 * @returns the smallest batch that was seen to fail; `undefined` when it does not fail again.
 */
export async function smallest(
  batch: Batch,
  fails: (smaller: Batch) => Promise<boolean>,
  suspect?: number,
): Promise<Batch | undefined> {
  let failing = batch;
  let trials = 0;
  /** True when it still fails without them; then they are gone for good. */
  const without = async (smaller: Batch): Promise<boolean> => {
    trials += 1;
    if (trials > MAX_TRIALS || !(await fails(smaller))) return false;
    failing = smaller;
    return true;
  };
  const guesses = [undefined, suspect].flatMap((place) => [
    { ...only(batch, place), order: 0 },
    only(batch, place),
  ]);
  let isFound = false;
  for (const guess of guesses) isFound ||= await without(guess);
  // What does not fail again, whole and on new servers, has to do with their past: parts tell nothing.
  if (!isFound && !(await without(batch))) return undefined;
  if (failing.order !== 0) await without({ ...failing, order: 0 });
  for (let size = Math.ceil(count(failing) / 2); size >= 1; ) {
    let removed = false;
    for (let start = 0; start < count(failing) && trials < MAX_TRIALS; ) {
      if (await without(cutOut(failing, start, size))) removed = true;
      else start += size;
    }
    if (trials >= MAX_TRIALS || (size === 1 && !removed)) break;
    size = Math.max(1, Math.floor(size / 2));
  }
  return failing;
}

/** The batch with what is done to one of its requests only, or to none. */
function only({ schedules, order }: Batch, place: number | undefined): Batch {
  return { schedules: schedules.map((all, index) => (index === place ? all : [])), order };
}

function count({ schedules }: Batch): number {
  return schedules.reduce((sum, schedule) => sum + schedule.length, 0);
}

/** The batch without `size` disturbances from the one with this place on, counted through all. */
function cutOut(batch: Batch, start: number, size: number): Batch {
  let place = -1;
  const stays = (_: Disturbance): boolean => {
    place += 1;
    return place < start || place >= start + size;
  };
  return { ...batch, schedules: batch.schedules.map((schedule) => schedule.filter(stays)) };
}
