import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const orderOfExecution: Scenario = {
  id: 'order-of-execution',
  story: t`quorums complete in the order 3, 2, 1; it executes 1, 2, 3`,
  continues: [{ id: 'once-replay', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slots = [scene.proposal(), scene.proposal(), scene.proposal()] as const;
    scene.propose(...slots);
    for (const slot of slots) scene.prepare(slot);
    await scene.settle();
    const [first, second, third] = slots;
    for (const [slot, why] of [
      [third, t`seq 1 and 2 are not executed yet`],
      [second, t`seq 1 is not executed yet`],
    ] as const) {
      scene.commit(slot, scene.enough);
      await scene.mustNotExecute(slot, 'order', why);
    }
    scene.commit(first, scene.enough);
    for (const slot of slots) {
      await scene.mustExecute(slot, 'any-order', t`all seqs up to it have their quorums`);
    }

    // A faulty leader proposes a request again: the seq is new, and needs votes of its own.
    const again = scene.proposedAgain(first);
    scene.propose(again);
    scene.prepare(again);
    const next = await scene.prepared();
    scene.commit(next, scene.enough);
    const before = t`seq ${again.seq}, with the request of seq ${first.seq}, has no commits yet`;
    await scene.mustNotExecute(next, 'order', before);
    scene.commit(again, scene.enough);
    await scene.mustExecute(next, 'order', t`it and all seqs before it have 2 commits`);
    await scene.handOver();
  },
};
