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
    expect(fails(found)).toBe(true);
    expect(told(found, 1)).toHaveLength(left);
    expect(found.schedules).toHaveLength(10);
    expect(trials).toBeLessThanOrEqual(40);
  });

  it('keeps the shuffling where that matters', async () => {
    const found = await smallest(big, async ({ order }) => order !== 0);
    expect(found).toMatchObject({ order: 77 });
    expect(found.schedules.flat()).toEqual([]);
  });

  it('ends after a number of trials, with one that failed', async () => {
    let trials = 0;
    const half = (batch: Batch) => batch.schedules.flat().length > 20;
    const found = await smallest(big, async (batch) => {
      trials += 1;
      return trials % 2 === 0 && half(batch);
    });
    expect(trials).toBeLessThanOrEqual(40);
    expect(half(found)).toBe(true);
  });
});
