import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const quorumPerSeq: Scenario = {
  id: 'quorum-per-seq',
  story: t`a commit for seq 1 and one for seq 2 are no quorum for either`,
  continues: [{ id: 'early-commits', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slots = [scene.proposal(), scene.proposal()] as const;
    scene.propose(...slots);
    for (const slot of slots) scene.prepare(slot);
    await scene.settle();

    const [first, second] = slots;
    scene.commit(second, scene.tooFew);
    scene.commit(first, scene.last);
    const why = t`each seq has 1 commit of the 2 needed`;
    for (const slot of slots) await scene.mustNotExecute(slot, 'votes-per-seq', why);
    scene.commit(first, scene.tooFew);
    await scene.mustExecute(first, 'votes-per-seq', t`it has 2 commits of its own`);
    await scene.mustNotExecute(second, 'votes-per-seq', why);
    scene.commit(second, scene.last);
    await scene.mustExecute(
      second,
      'any-order',
      t`it has 2 commits, one from before seq 1 was executed`,
    );
    await scene.handOver();
  },
};
