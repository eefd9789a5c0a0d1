import type { Scenario } from './scenario.ts';
import { WholeScene } from './whole.ts';

/**
 * The lab asks for this one. Two of four left cannot even prepare, so it says little about the
 * three functions by itself: cut-commits is the cut that decides.
 */
export const twoCrashedStall: Scenario = {
  id: 'two-crashed-stall',
  group: 'faults',
  story: 'two of four are killed: nothing is executed or answered',
  needs: ['normal-path'],
  async play(open) {
    const scene = await open(WholeScene, { f: 1 });
    const before = scene.request(`put ${scene.choices.word()} ${scene.choices.word()}`);
    const by = scene.cluster.ids;
    await scene.mustExecute(before, { by, code: 'all-execute', result: 'put ok' });

    for (const victim of scene.backups.slice(0, 2)) await scene.crash(victim);
    const request = scene.request(`put ${scene.choices.word()} ${scene.choices.word()}`);
    await scene.mustNotExecute(request, 'stall-beyond-f', 'two of four servers are gone');
  },
};
