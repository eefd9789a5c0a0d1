import { PuppetServer } from '../puppet/server.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteOwnId: Scenario = {
  id: 'vote-own-id',
  story: t`its own Commit, sent back to it, is ignored`,
  continues: [{ id: 'vote-unknown-id', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [honest, liar, late] = scene.voters;
    const slot = await scene.prepared();
    scene.commit(slot, [honest]);
    const itself = new PuppetServer(scene.id, scene.cluster.identity(scene.id));
    const [sent] = scene.commitsFor(slot);
    const reflected = [
      { what: t`its own Commit, sent back to it`, vote: sent?.params ?? itself.commit(slot) },
      { what: t`its own Commit once more`, vote: itself.commit(slot) },
    ];
    await scene.mustIgnore(slot, liar, reflected, 'vote-own');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
    await scene.handOver();
  },
};
