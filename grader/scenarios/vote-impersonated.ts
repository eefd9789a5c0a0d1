import { impersonated, withSignatureOf } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteImpersonated: Scenario = {
  id: 'vote-impersonated',
  story: t`a commit that names B and is signed by A is ignored`,
  continues: [{ id: 'forged-signature', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [honest, liar, late] = scene.voters;
    const slot = await scene.prepared();
    scene.commit(slot, [honest]);
    const bad = [...impersonated(late, liar, slot), withSignatureOf(honest, late, slot)];
    await scene.mustIgnore(slot, liar, bad, 'vote-signature');
    scene.commit(slot, [late]);
    const why = t`it has 2 genuine commits of others; the forged one came first`;
    await scene.mustExecute(slot, 'forgery-blocks-nobody', why);
    await scene.handOver();
  },
};
