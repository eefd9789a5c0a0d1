import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

/** So many that votes for the last may come long before the first is executed. */
const SEQS = 40;

export const randomOrders: Scenario = {
  id: 'random-orders',
  story: t`40 seqs, all messages in a random order: each executed once`,
  continues: [{ id: 'order-of-execution', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slots = Array.from({ length: SEQS }, () => scene.proposal());
    const messages = slots.flatMap((slot) => [
      [scene.leader.id, METHOD.prePrepare, scene.leader.prePrepare(slot)] as const,
      ...scene.enough.map((from) => [from.id, METHOD.prepare, from.prepare(slot)] as const),
      ...scene.enough.map((from) => [from.id, METHOD.commit, from.commit(slot)] as const),
    ]);
    scene.say(
      t`for ${SEQS} seqs: pre-prepare, 2 prepares and 2 commits each, in a random order`,
      scene.choices.shuffled(messages),
    );
    for (const slot of slots) {
      await scene.mustExecute(slot, 'any-order', t`it has its proposal, prepares and commits`);
    }
    for (const slot of slots)
      await scene.mustCommit(slot, t`it was prepared`, { code: 'any-order' });
    await scene.handOver();
  },
};
