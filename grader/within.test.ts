import { describe, expect, it } from 'vitest';
import { allEnded, within } from './within.ts';

const never = new Promise<string>(() => {});

describe('a wait with a limit', () => {
  it('ends as what is waited for ends', async () => {
    expect(await within(Promise.resolve('done'), 60_000, () => 'late')).toBe('done');
    const failed = within(Promise.reject(new Error('broken')), 60_000, () => 'late');
    await expect(failed).rejects.toThrow('broken');
  });

  it('ends at the limit with what the caller says, or with its error', async () => {
    expect(await within(never, 1, () => 'late')).toBe('late');
    const failed = within(never, 1, () => {
      throw new Error('too late');
    });
    await expect(failed).rejects.toThrow('too late');
  });
});

describe('a wait for all to end', () => {
  it('ends with what they gave', async () => {
    expect(await allEnded([Promise.resolve(1), 'two'])).toEqual([1, 'two']);
  });

  it('that fails ends no sooner than the last of them, as the first in the list that failed', async () => {
    const ended: string[] = [];
    const failing = async (name: string, before: Promise<unknown>): Promise<void> => {
      await before;
      ended.push(name);
      throw new Error(name);
    };
    const one = failing('one', Promise.resolve());
    const late = failing(
      'late',
      one.catch(() => new Promise(setImmediate)),
    );
    await expect(allEnded([late, one])).rejects.toThrow('late');
    expect(ended).toEqual(['one', 'late']);
  });
});
