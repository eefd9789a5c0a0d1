import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitView: Scenario = {
  id: 'commit-view',
  // With 10 servers, which nothing else has: a quorum is told from half of the servers there.
  story: t`in a later view the Commit names it, and its votes count`,
  async play(open) {
    const view = 3;
    const scene = await open(ReplicaScene, { f: 3, view });
    const slot = await scene.prepared();
    await scene.mustCommit(slot, t`it is prepared`);
    for (const message of scene.commitsFor(slot)) scene.mustSay(message, slot);
    scene.commit(slot, scene.tooFew);
    await scene.mustNotExecute(
      slot,
      'quorum-needed',
      t`f is 3, and it has 5 of the 6 commits needed`,
    );
    scene.commit(slot, scene.last);
    await scene.mustExecute(
      slot,
      'quorum-suffices',
      t`f is 3, and it has 6 commits of view ${view}`,
    );
    await scene.handOver();
  },
};
