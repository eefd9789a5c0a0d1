import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const resultIsReal: Scenario = {
  id: 'result-is-real',
  story: t`what was put is what is read back`,
  continues: [{ id: 'random-orders', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [key, other, value, next] = ['k', 'o', 'v', 'w'].map((p) => p + scene.choices.word());
    const conversation = [
      [`get ${key}`, `not found: ${key}`],
      [`put ${key} ${value}`, 'put ok'],
      [`get ${key}`, `result: ${value}`],
      [`put ${other} ${next}`, 'put ok'],
      [`put ${key} ${next}`, 'put ok'],
      [`del ${key}`, 'del ok'],
      [`get ${key}`, `not found: ${key}`],
    ] as const;
    for (const [command, result] of conversation) {
      const slot = scene.proposal(command);
      scene.propose(slot);
      scene.prepare(slot);
      scene.commit(slot, scene.enough);
      await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits of others`, result);
    }
    await scene.handOver();
  },
};
