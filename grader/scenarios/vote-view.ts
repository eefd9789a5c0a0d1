import { otherView } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteView: Scenario = {
  id: 'vote-view',
  story: t`a commit of another view is ignored`,
  continues: [{ id: 'commit-view', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1, view: 3 });
    const [honest, liar, late] = scene.voters;
    const slot = await scene.prepared();
    scene.commit(slot, [honest]);
    await scene.mustIgnore(slot, liar, otherView(liar, slot, scene.cluster.n), 'vote-view');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
  },
};
