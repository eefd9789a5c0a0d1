import { otherDigest } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteDigest: Scenario = {
  id: 'vote-digest',
  story: t`a commit for another digest is ignored, however alike`,
  continues: [{ id: 'vote-duplicate', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [honest, liar, late] = scene.voters;
    const slot = await scene.prepared();
    scene.commit(slot, [honest]);
    await scene.mustIgnore(slot, liar, otherDigest(liar, slot), 'vote-digest');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
    await scene.handOver();
  },
};
