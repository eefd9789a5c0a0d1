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
    scene.commit(slot, [honest]);
    await scene.mustIgnore(slot, liar, forgeries(liar, slot, scene.choices), 'vote-signature');
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);

    // Neither the first vote is trusted, nor all of them when the last one is genuine.
    const second = await scene.prepared();
    scene.badCommits(liar, ...forgeries(liar, second, scene.choices).slice(0, 1));
    scene.commit(second, [honest]);
    const why = t`of its 2 commits the first is forged`;
    await scene.mustNotExecute(second, 'vote-signature', why);
    scene.commit(second, [late]);
    await scene.mustExecute(second, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
    await scene.handOver();
  },
};
