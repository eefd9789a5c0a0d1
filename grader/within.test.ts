import { describe, expect, it } from 'vitest';
import { within } from './within.ts';

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
