import { BadVoter } from '../puppet/byzantine.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

export const byzantineBackup: Scenario = {
  id: 'byzantine-backup',
  story: t`a backup sends every bad vote to all and withholds its own`,
  continues: [{ id: 'explore', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1, faulty: 1 });
    const liar = new BadVoter(scene.faultyOne, scene.world, scene.choices);
    scene.play(liar, (id) => t`server ${id} is faulty: it sends bad votes only`);
    for (let request = 0; request < 3; request += 1) {
      const by = scene.alive;
      await scene.mustExecute(scene.request(scene.put()), { by, code: 'byzantine-tolerated' });
    }
    await scene.settle();
    scene.handedOver = true;
  },
};
