import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const quorumF2: Scenario = {
  id: 'quorum-f2',
  story: t`the same with 7 servers: 3 commits are too few, 4 suffice`,
  async play(open) {
    const scene = await open(ReplicaScene, { f: 2 });
    const slot = await scene.prepared();
    for (const [index, voter] of scene.tooFew.entries()) {
      scene.commit(slot, [voter]);
      const why = t`f is 2, and it has ${index + 1} of the 4 commits needed`;
      await scene.mustNotExecute(slot, 'quorum-needed', why);
    }
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'quorum-suffices', t`f is 2, and it has 4 commits of others`);
    await scene.handOver();
  },
};
