import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const earlyCommits: Scenario = {
  id: 'early-commits',
  story: t`commits before prepares, or before the pre-prepare, are kept`,
  continues: [{ id: 'quorum-f1', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const voters = scene.enough;

    const first = scene.proposal();
    scene.propose(first);
    await scene.settle();
    scene.commit(first, voters);
    await scene.settle();
    scene.prepare(first);
    await scene.mustExecute(first, 'early-commit-kept', t`2 commits came before the prepares`);

    const second = scene.proposal();
    scene.commit(second, voters);
    await scene.settle();
    scene.propose(second);
    await scene.settle();
    scene.prepare(second);
    await scene.mustExecute(second, 'early-commit-kept', t`2 commits came before the pre-prepare`);
    await scene.handOver();
  },
};
