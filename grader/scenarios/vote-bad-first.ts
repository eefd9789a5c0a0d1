import { everyBadVote } from '../puppet/bad-votes.ts';
import type { Slot } from '../puppet/server.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteBadFirst: Scenario = {
  id: 'vote-bad-first',
  story: t`bad votes and copies that queue with good ones change nothing`,
  continues: [{ id: 'vote-poisoned-slot', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [victim, honest, liar] = scene.voters;
    const { choices, cluster } = scene;
    const badFor = (slot: Slot) =>
      everyBadVote({ server: liar, victim, slot, n: cluster.n, choices });
    const judgeQueue = async (slot: Slot): Promise<void> => {
      await scene.settle();
      scene.propose(slot);
      scene.prepare(slot);
    };

    const first = scene.proposal();
    scene.badCommits(liar, ...badFor(first));
    scene.commit(first, scene.enough);
    await judgeQueue(first);
    await scene.mustExecute(first, 'bad-vote-harmless', t`2 good commits waited behind bad ones`);

    const second = scene.proposal();
    scene.commit(second, scene.enough);
    scene.badCommits(liar, ...badFor(second));
    await judgeQueue(second);
    await scene.mustExecute(second, 'bad-vote-harmless', t`2 good commits waited before bad ones`);

    // Copies are judged with their original, in one go.
    const third = scene.proposal();
    scene.commit(third, [victim, victim, victim]);
    await judgeQueue(third);
    const why = t`all its commits are copies of one; commits of 2 servers are needed`;
    await scene.mustNotExecute(third, 'vote-counted-once', why);
    scene.commit(third, [honest]);
    await scene.mustExecute(third, 'quorum-suffices', t`it has commits of 2 other servers`);
    await scene.handOver();
  },
};
