import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

/** Nobody is prepared here, so only a timer of the student's could execute. */
const TIMER_MS = 250;

/**
 * The lab asks for this one. Two of four left cannot even prepare, so it says little about the
 * three functions by itself: cut-commits is the cut that decides.
 */
export const twoCrashedStall: Scenario = {
  id: 'two-crashed-stall',
  story: t`two of four are killed: nothing is executed or answered`,
  continues: [{ id: 'slow-links', f: 1 }],
  effort: 3,
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1 });
    const by = scene.alive;
    await scene.mustExecute(scene.request(scene.put()), { by, code: 'all-execute' });
    const spared = scene.cluster.n - 2;
    while (scene.alive.length > spared) await scene.crash(scene.backups[0] ?? 0);
    const request = scene.request(scene.put());
    await scene.mustNotExecute(
      request,
      'stall-beyond-f',
      t`two of four servers are gone`,
      TIMER_MS,
    );
  },
};
