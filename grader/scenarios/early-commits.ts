import { ReplicaScene } from './replica.ts';
import type { Scenario } from './scenario.ts';

export const earlyCommits: Scenario = {
  id: 'early-commits',
  group: 'ordering',
  story: 'commits before prepares, or before the pre-prepare, are kept',
  needs: ['quorum-f1'],
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const voters = scene.others.slice(0, scene.quorum);

    const first = scene.proposal(1);
    scene.propose(first);
    await scene.settle();
    scene.commit(first, voters);
    await scene.settle();
    scene.prepare(first);
    await scene.mustExecute(first, 'early-commit-kept', '2 commits came before the prepares');

    const second = scene.proposal(2);
    scene.commit(second, voters);
    await scene.settle();
    scene.propose(second);
    await scene.settle();
    scene.prepare(second);
    await scene.mustExecute(second, 'early-commit-kept', '2 commits came before the pre-prepare');
  },
};
