import { everyBadVote } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteBadFirst: Scenario = {
  id: 'vote-bad-first',
  story: t`bad votes that queue before good ones hold up nothing`,
  continues: [{ id: 'vote-poisoned-slot', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [victim, , liar] = scene.voters;
    const slot = scene.proposal();
    const { choices, cluster } = scene;
    const bad = everyBadVote({ server: liar, victim, slot, n: cluster.n, choices });
    scene.badCommits(liar, ...bad);
    scene.commit(slot, scene.enough);
    await scene.settle();
    scene.propose(slot);
    scene.prepare(slot);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`2 good commits waited behind bad ones`);
    await scene.handOver();
  },
};
