import { BadVoter } from '../puppet/byzantine.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

export const byzantineAndCrash: Scenario = {
  id: 'byzantine-and-crash',
  story: t`with f = 2, one sends bad votes and one crashes: the rest go on`,
  continues: [{ id: 'one-crashed', f: 2 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 2, faulty: 1 });
    const liar = new BadVoter(scene.faultyOne, scene.world, scene.choices);
    scene.play(liar, (id) => t`server ${id} is faulty: it sends bad votes only`);
    while (scene.alive.length > scene.cluster.n - 2) await scene.crash(scene.backups[0] ?? 0);
    for (let request = 0; request < 2; request += 1) {
      const by = scene.alive;
      await scene.mustExecute(scene.request(scene.put()), { by, code: 'byzantine-tolerated' });
    }
    await scene.mustLetBe();
  },
};
