import { ReplicaScene } from './replica.ts';
import type { Scenario } from './scenario.ts';

export const quorumF1: Scenario = {
  id: 'quorum-f1',
  group: 'quorum',
  story: '2f-1 commits are too few; one more and it executes',
  needs: [],
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const slot = await scene.prepared(1);

    const enough = scene.others.slice(0, scene.quorum);
    const last = enough.slice(-1);
    const tooFew = enough.slice(0, -1);
    scene.commit(slot, tooFew);
    await scene.mustNotExecute(slot, 'quorum-needed', `it has ${tooFew.length} commit of 2 needed`);
    scene.commit(slot, last);
    await scene.mustExecute(slot, 'quorum-suffices', `it has ${enough.length} commits of others`);
  },
};
