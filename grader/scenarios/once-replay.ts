import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

export const onceReplay: Scenario = {
  id: 'once-replay',
  story: t`the whole traffic once more: no second execution, reply or Commit`,
  continues: [{ id: 'commit-no-echo', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slots = [await scene.prepared(), await scene.prepared()];
    for (const slot of slots) {
      scene.commit(slot, scene.enough);
      await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits of others`);
    }
    for (const slot of slots) {
      scene.commit(slot, scene.others);
      scene.prepare(slot, scene.others);
      scene.propose(slot);
      scene.commit(slot, scene.others);
    }
    for (const slot of slots) {
      await scene.mustExecute(slot, 'executed-once', t`it was, and the votes came again`);
      await scene.mustCommit(slot, t`the votes that came again change nothing`);
    }
    const prepares = scene.sentBy(scene.id, METHOD.prepare).length;
    const expected = slots.length * scene.others.length;
    if (prepares > expected) {
      scene.fail({
        code: 'replay-harmless',
        expected: t`${expected} prepares, one a seq to each other server`,
        actual: () => t`${prepares} prepares`,
      });
    }
    await scene.handOver();
  },
};
