import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitShape: Scenario = {
  id: 'commit-shape',
  story: t`prepared: one signed Commit goes to each other server`,
  continues: [{ id: 'try-start', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slot = scene.proposal();
    scene.propose(slot);
    scene.prepare(slot);
    await scene.mustCommit(slot, t`it is prepared`);
    for (const message of scene.commitsFor(slot)) scene.mustSay(message, slot);
    await scene.handOver();
  },
};
