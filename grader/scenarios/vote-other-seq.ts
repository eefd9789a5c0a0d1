import { otherSeqSigned, signedBefore } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteOtherSeq: Scenario = {
  id: 'vote-other-seq',
  story: t`a signature for a neighbouring seq does not fit this one`,
  continues: [{ id: 'vote-digest', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [honest, liar, late] = scene.voters;
    // The liar has voted for a seq before, as it should: that proves nothing for the next one.
    const before = await scene.prepared();
    scene.commit(before, [liar, late]);
    await scene.mustExecute(before, 'quorum-suffices', t`it has 2 commits of others`);
    const slot = await scene.prepared();
    scene.commit(slot, [honest]);
    await scene.mustIgnore(slot, liar, otherSeqSigned(liar, slot), 'vote-seq');
    await scene.mustIgnore(slot, liar, signedBefore(liar, late, slot, before), 'vote-seq');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'forgery-blocks-nobody', t`it has 2 genuine commits of others`);
    await scene.handOver();
  },
};
