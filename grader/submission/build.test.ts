import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { build } from './build.ts';
import { FRAMEWORK, frameworkServer } from './framework.ts';
import { placeSodium } from './sodium.ts';

vi.mock('./sodium.ts', () => ({ placeSodium: vi.fn(async () => {}) }));

let work = '';
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

/** Builds the framework as it is into `lab`; the signal may end that. */
async function building(signal: AbortSignal): Promise<unknown> {
  return build(await frameworkServer(), FRAMEWORK, join(work, 'lab'), { signal });
}

describe('a build that is aborted', () => {
  it('before it writes, writes nothing', async () => {
    const reason = new Error('aborted by the test');
    await expect(building(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(existsSync(join(work, 'lab'))).toBe(false);
  });

  it('while it writes, settles after all is written: who removes the folder then removes it for good', async () => {
    const controller = new AbortController();
    let goOn = (): void => {};
    const begun = new Promise<void>((resolve) => {
      vi.mocked(placeSodium).mockImplementationOnce(async () => {
        resolve();
        await new Promise<void>((open) => {
          goOn = open;
        });
      });
    });
    const events: string[] = [];
    const built = building(controller.signal).finally(() => events.push('settled'));
    await begun;
    controller.abort(new Error('aborted by the test'));
    await new Promise((turn) => setImmediate(turn)); // what an abort rejects is rejected by now
    events.push('goes on');
    goOn();
    await built;
    expect(events).toEqual(['goes on', 'settled']);
    expect(await readFile(join(work, 'lab', 'naive.cjs'), 'utf8')).toContain('Server');
  });
});
