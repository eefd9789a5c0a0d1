import { replayedPrepare } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const votePrepareReplayed: Scenario = {
  id: 'vote-prepare-replayed',
  story: t`a genuine prepare sent as a commit is ignored`,
  continues: [{ id: 'vote-own-id', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [honest, liar, late] = scene.voters;
    const slot = await scene.prepared();
    scene.commit(slot, [honest]);
    await scene.mustIgnore(slot, liar, replayedPrepare(liar, slot), 'vote-type');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
    await scene.handOver();
  },
};
