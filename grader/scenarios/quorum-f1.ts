import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';

export const quorumF1: Scenario = {
  id: 'quorum-f1',
  story: '2f-1 commits are too few; one more and it executes',
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const slot = await scene.prepared();

    scene.commit(slot, scene.tooFew);
    await scene.mustNotExecute(slot, 'quorum-needed', 'it has 1 commit of the 2 needed');
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'quorum-suffices', 'it has 2 commits of others');
    await scene.handOver();
  },
};
