import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const closedPort: Scenario = {
  id: 'closed-port',
  story: t`f others refuse connections; the rest get the Commit`,
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1, faulty: 'refuses' });
    for (let request = 0; request < 2; request += 1) {
      const slot = await scene.prepared();
      await scene.mustCommit(slot, t`a server that is down holds up nobody`);
      scene.commit(slot, scene.tooFew);
      const few = t`it has 1 commit of the 2 needed, however many are down`;
      await scene.mustNotExecute(slot, 'quorum-fixed', few);
      scene.commit(slot, scene.last);
      await scene.mustExecute(slot, 'crash-tolerated', t`it has 2 commits of others`);
    }
  },
};
