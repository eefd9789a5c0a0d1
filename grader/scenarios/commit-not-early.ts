import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

/** The framework does not even ask the student's code here: only a timer of its own could err. */
const TIMER_MS = 250;

export const commitNotEarly: Scenario = {
  id: 'commit-not-early',
  story: t`2f-1 prepares cause no Commit; one more does`,
  continues: [{ id: 'commit-shape', f: 1 }],
  effort: 3,
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slot = scene.proposal();
    scene.propose(slot);
    await scene.mustNotCommit(slot, t`it has the proposal and no prepare`);
    scene.prepare(slot, scene.tooFew);
    await scene.mustNotCommit(slot, t`it has 1 prepare of the 2 needed`, TIMER_MS);
    scene.prepare(slot, scene.last);
    await scene.mustCommit(slot, t`it has 2 prepares of others`);
    await scene.handOver();
  },
};
