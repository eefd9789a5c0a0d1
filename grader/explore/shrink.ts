import type { Batch, Disturbance } from './schedule.ts';

/** Batches that are tried at most to make a failing one smaller: each costs new servers. */
const MAX_TRIALS = 80;

/**
 * Takes from a batch that fails what does not matter: half of its disturbances, then a quarter,
 * down to one by one. The library's own way takes them one by one from the start, which is too
 * dear where each trial plays real servers.
 *
 * @param fails plays a batch; deterministic, so that what is left fails as the whole did.
 * @returns the smallest batch that was seen to fail.
 */
export async function smallest(
  batch: Batch,
  fails: (smaller: Batch) => Promise<boolean>,
): Promise<Batch> {
  let failing = batch;
  let trials = 0;
  /** True when it still fails without them; then they are gone for good. */
  const without = async (smaller: Batch): Promise<boolean> => {
    trials += 1;
    if (trials > MAX_TRIALS || !(await fails(smaller))) return false;
    failing = smaller;
    return true;
  };
  if (batch.order !== 0) await without({ ...batch, order: 0 });
  for (let size = Math.ceil(count(batch) / 2); size >= 1; ) {
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
