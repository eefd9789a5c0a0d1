import { describe, expect, it } from 'vitest';
import { type Batch, type Disturbance, told } from './schedule.ts';
import { smallest } from './shrink.ts';

const late = (from: number, to: number): Disturbance => ({
  ...{ kind: 'late', method: 'Server.CommitRpc', steps: 1, vote: 0 },
  ...{ from, to },
});
/** Ten schedules with five disturbances each. */
const big: Batch = {
  schedules: Array.from({ length: 10 }, (_, seq) =>
    Array.from({ length: 5 }, (_, to) => late(seq, to)),
  ),
  order: 77,
};
const has = ({ schedules }: Batch, from: number, to: number): boolean =>
  schedules.flat().some((one) => one.from === from && one.to === to);

describe('a failing batch made smaller', () => {
  it('looks first at the request that was not executed', async () => {
    let trials = 0;
    const fails = (batch: Batch) => has(batch, 6, 3) && has(batch, 6, 4);
    const found = await smallest(big, async (batch) => ++trials > 0 && fails(batch), 6);
    expect(told(found ?? big, 1)).toHaveLength(2);
    expect(found?.order).toBe(0);
    expect(trials).toBeLessThanOrEqual(10);
  });

  it('is not led astray when that one has nothing to do with it', async () => {
    const found = await smallest(big, async (batch) => has(batch, 6, 3), 2);
    expect(found?.schedules.flat()).toEqual([late(6, 3)]);
  });

  it('is tried without any first: often a batch fails whatever is done to it', async () => {
    let trials = 0;
    const found = await smallest(big, async () => ++trials > 0, 6);
    expect(found?.schedules.flat()).toEqual([]);
    expect(trials).toBe(1);
  });

  it.each([
    ['one disturbance', (batch: Batch) => has(batch, 6, 3), 1],
    ['two that are far apart', (batch: Batch) => has(batch, 0, 0) && has(batch, 9, 4), 2],
    ['no disturbance at all', () => true, 0],
  ])('keeps %s that matters, its place, and nothing else', async (_, fails, left) => {
    let trials = 0;
    const found = await smallest(big, async (batch) => {
      trials += 1;
      return fails(batch);
    });
    expect(found !== undefined && fails(found)).toBe(true);
    expect(told(found ?? big, 1)).toHaveLength(left);
    expect(found?.schedules).toHaveLength(10);
    expect(trials).toBeLessThanOrEqual(40);
  });

  it('keeps the shuffling where that matters', async () => {
    const found = await smallest(big, async ({ order }) => order !== 0);
    expect(found).toMatchObject({ order: 77 });
    expect(found?.schedules.flat()).toEqual([]);
  });

  it('is left as it is when it does not fail again on new servers', async () => {
    let trials = 0;
    expect(await smallest(big, async () => ++trials < 0, 6)).toBeUndefined();
    expect(trials).toBeLessThanOrEqual(5);
  });

  it('ends after a number of trials, with one that failed', async () => {
    let trials = 0;
    const half = (batch: Batch) => batch.schedules.flat().length > 20;
    const isLucky = (batch: Batch) => batch === big || trials % 2 === 0;
    const found = await smallest(
      big,
      async (batch) => ++trials > 0 && isLucky(batch) && half(batch),
    );
    expect(trials).toBeLessThanOrEqual(40);
    expect(found !== undefined && half(found)).toBe(true);
  });
});
