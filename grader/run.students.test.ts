import { expect, it, vi } from 'vitest';
import type { Cluster } from './cluster/cluster.ts';
import type { Kit } from './cluster/kit.ts';
import type { Machine } from './machine.ts';
import { Run } from './run.ts';
import { Broken } from './scenes/broken.ts';
import type { RuleCode } from './scenes/rules.ts';

vi.mock('./lab.ts', async (original) => ({
  ...(await original<typeof import('./lab.ts')>()),
  HAS_REFERENCE: false,
}));

const kit = { signal: new AbortController().signal } as Kit;
const machine = { mustBeFit: async () => {} } as unknown as Machine;
const started = { close: async () => {} } as unknown as Cluster;
const rubric = { groups: {}, scenarios: { a: { points: 1, group: 'g', needs: [] } } };

/** Plays a scenario that breaks one rule after the other, each time that it is played. */
async function statusWhen(...codes: RuleCode[]): Promise<string | undefined> {
  const play = async (): Promise<void> => {
    const code = codes.shift();
    if (code === undefined) return;
    throw new Broken({ code, sent: [], expected: 'x', actual: 'y' });
  };
  const options = { seed: 's', scenarios: [{ id: 'a', story: 'a', play }], rubric };
  const [result] = await new Run(kit, machine, options, started).all();
  return result?.status;
}

it('where a stub stands in for the reference, that it starts is enough to blame the submission', async () => {
  expect(await statusWhen('starts', 'quorum-suffices')).toBe('failed');
});

it('where the stub does not start either, nobody is blamed', async () => {
  expect(await statusWhen('starts', 'starts', 'starts', 'starts')).toBe('error');
});
