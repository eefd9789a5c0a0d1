import { everyBadVote } from '../puppet/bad-votes.ts';
import type { Slot } from '../puppet/server.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteBadFirst: Scenario = {
  id: 'vote-bad-first',
  story: t`bad votes that queue with good ones hold up nothing`,
  continues: [{ id: 'vote-poisoned-slot', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [victim, , liar] = scene.voters;
    const { choices, cluster } = scene;
    const badFor = (slot: Slot) =>
      everyBadVote({ server: liar, victim, slot, n: cluster.n, choices });

    const first = scene.proposal();
    scene.badCommits(liar, ...badFor(first));
    scene.commit(first, scene.enough);
    await scene.settle();
    scene.propose(first);
    scene.prepare(first);
    await scene.mustExecute(first, 'bad-vote-harmless', t`2 good commits waited behind bad ones`);

    const second = scene.proposal();
    scene.commit(second, scene.enough);
    scene.badCommits(liar, ...badFor(second));
    await scene.settle();
    scene.propose(second);
    scene.prepare(second);
    await scene.mustExecute(second, 'bad-vote-harmless', t`2 good commits waited before bad ones`);
    await scene.handOver();
  },
};
