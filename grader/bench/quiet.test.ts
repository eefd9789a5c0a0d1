import { describe, expect, it } from 'vitest';
import type { Usage } from './cluster.ts';
import { usageWhenQuiet } from './quiet.ts';

/** Two servers that have sent so many frames, from one question to the next; then no more. */
function cluster(...sent: readonly (readonly [number, number])[]) {
  let asked = 0;
  const usageOf = (frames: number): Usage => ({ frames, bytes: 0, cpuMicros: 0, rssBytes: 0 });
  return {
    rounds: () => asked,
    usage: () => {
      const frames = sent[Math.min(asked, sent.length - 1)] ?? [0, 0];
      asked += 1;
      return Promise.resolve(frames.map(usageOf));
    },
  };
}

describe('what servers used', () => {
  it('is counted when the last message is sent, also after a moment of silence', async () => {
    const busy = cluster([1, 1], [2, 1], [2, 1], [2, 1], [2, 5], [3, 5]);
    const usage = await usageWhenQuiet(busy);
    expect(usage.map(({ frames }) => frames)).toEqual([3, 5]);
  });

  it('is counted at once where nothing is under way', async () => {
    const quiet = cluster([7, 7]);
    await usageWhenQuiet(quiet);
    expect(quiet.rounds()).toBe(4);
  });

  it('is counted in the end where servers never stop to send', async () => {
    let frames = 0;
    const usage = async (): Promise<Usage[]> => {
      frames += 1;
      return [{ frames, bytes: 0, cpuMicros: 0, rssBytes: 0 }];
    };
    expect(await usageWhenQuiet({ usage })).toHaveLength(1);
  });
});
