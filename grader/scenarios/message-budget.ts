import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

export const messageBudget: Scenario = {
  id: 'message-budget',
  story: t`n-1 pre-prepares, n(n-1) prepares and commits, n replies a request`,
  continues: [{ id: 'concurrent-clients', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1 });
    const by = scene.cluster.ids;
    const { n } = scene.cluster;
    const requests = [scene.put(), scene.put()];
    for (const command of requests) {
      await scene.mustExecute(scene.request(command), { by, code: 'all-execute' });
    }
    await scene.settle();
    const budget = [
      [METHOD.prePrepare, n - 1],
      [METHOD.prepare, n * (n - 1)],
      [METHOD.commit, n * (n - 1)],
      [METHOD.reply, n],
    ] as const;
    for (const [method, each] of budget) {
      const expected = each * requests.length;
      const seen = scene.sentBy(undefined, method).length;
      if (seen === expected) continue;
      scene.fail({
        code: 'message-budget',
        expected: t`${expected} ${method} for ${requests.length} requests`,
        actual: () => t`${seen}; in all ${scene.trafficOf()}`,
      });
    }
    scene.handedOver = true;
  },
};
