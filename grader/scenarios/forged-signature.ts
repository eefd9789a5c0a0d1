import { forgeries } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const forgedSignature: Scenario = {
  id: 'forged-signature',
  story: t`forged commits change nothing, genuine ones count`,
  continues: [{ id: 'vote-other-seq', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [honest, liar, late] = scene.voters;
    const slot = await scene.prepared();
    const [first, ...more] = forgeries(liar, slot, scene.choices);
    // Neither is the first vote trusted, nor are all of them when the last one is genuine.
    if (first !== undefined) scene.badCommits(liar, first);
    scene.commit(slot, [honest]);
    const why = t`of its 2 commits the first is forged`;
    await scene.mustNotExecute(slot, 'vote-signature', why);
    await scene.mustIgnore(slot, liar, more, 'vote-signature');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
    await scene.handOver();
  },
};
