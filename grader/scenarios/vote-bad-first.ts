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
    scene.commit(second, [victim, victim, honest]);
    scene.badCommits(liar, ...badFor(second));
    await judgeQueue(second);
    const behind = t`2 good commits, one of them twice, waited before bad ones`;
    await scene.mustExecute(second, 'bad-vote-harmless', behind);

    // Copies are judged with their original, in one go.
    const third = scene.proposal();
    scene.commit(third, [victim, victim, victim]);
    await judgeQueue(third);
    const why = t`all its commits are copies of one; commits of 2 servers are needed`;
    await scene.mustNotExecute(third, 'vote-counted-once', why);
    scene.commit(third, [honest]);
    await scene.mustExecute(third, 'quorum-suffices', t`it has commits of 2 other servers`);

    // A server that also counts bad votes when they come in time fails the scenarios of these, and not this one, too.
    const inTime = await scene.prepared();
    scene.commit(inTime, [victim]);
    scene.badCommits(liar, ...badFor(inTime));
    await scene.settle();
    if (scene.executionsOf(inTime.request).length > 0) return;
    scene.commit(inTime, [honest]);
    const both = t`it has 2 genuine commits of others`;
    await scene.mustExecute(inTime, 'bad-vote-harmless', both);
    const fourth = scene.proposal();
    scene.commit(fourth, [victim]);
    scene.badCommits(liar, ...badFor(fourth));
    await judgeQueue(fourth);
    const early = t`1 of the commits that waited is valid; the bad ones behind it count nothing`;
    await scene.mustNotExecute(fourth, 'quorum-needed', early);
    scene.commit(fourth, [honest]);
    await scene.mustExecute(fourth, 'bad-vote-harmless', both);
    await scene.handOver();
  },
};
