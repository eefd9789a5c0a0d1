import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitView: Scenario = {
  id: 'commit-view',
  story: t`in a later view the Commit names it, and its votes count`,
  async play(open) {
    const view = 3;
    // Id 0, which a careless test takes for none.
    const scene = await open(ReplicaScene, { f: 1, view, id: 0 });
    const slot = await scene.prepared();
    await scene.mustCommit(slot, t`it is prepared`);
    for (const message of scene.commitsFor(slot)) scene.mustSay(message, slot);
    scene.commit(slot, scene.enough);
    await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits of view ${view}`);
    await scene.handOver();
  },
};
