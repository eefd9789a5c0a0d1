import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const quorumJump: Scenario = {
  id: 'quorum-jump',
  story: t`all commits arrive in one piece: it executes, once`,
  continues: [{ id: 'quorum-per-seq', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const first = await scene.prepared();
    scene.commit(first, scene.others);
    await scene.mustExecute(first, 'quorum-suffices', t`3 commits arrived at once, 2 are enough`);

    // Queued before the prepares, they are counted in one go: from none past 2f.
    const second = scene.proposal();
    scene.propose(second);
    scene.commit(second, scene.others);
    await scene.settle();
    scene.prepare(second);
    await scene.mustExecute(second, 'quorum-suffices', t`3 commits waited for the prepares`);

    // The same with prepares: more than 2f are counted, and none of them is a commit.
    const third = scene.proposal();
    scene.prepare(third, scene.others);
    await scene.settle();
    scene.propose(third);
    await scene.settle();
    scene.commit(third, scene.tooFew);
    const few = t`it has 1 commit of the 2 needed, and 3 prepares`;
    await scene.mustNotExecute(third, 'quorum-needed', few);
    scene.commit(third, scene.last);
    await scene.mustExecute(third, 'quorum-suffices', t`it has 2 commits, and 3 prepares`);
    await scene.handOver();
  },
};
