import { sameVoteRewritten } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteDuplicate: Scenario = {
  id: 'vote-duplicate',
  story: t`many copies of one commit, however they are written, count once`,
  continues: [{ id: 'quorum-jump', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [eager, , late] = scene.voters;
    const slot = await scene.prepared();
    const vote = eager.commit(slot);
    scene.commit(slot, [eager, eager, eager]);
    const why = t`all its commits are copies of one; commits of 2 servers are needed`;
    await scene.mustIgnore(slot, eager, sameVoteRewritten(vote), 'vote-counted-once', why);
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'quorum-suffices', t`it has commits of 2 other servers`);
    await scene.handOver();
  },
};
