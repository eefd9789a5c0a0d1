import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitTwoSeqs: Scenario = {
  id: 'commit-two-seqs',
  story: t`two requests prepared together: one Commit for each seq`,
  continues: [{ id: 'commit-not-early', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slots = [scene.proposal(), scene.proposal()] as const;
    scene.propose(...slots);
    for (const slot of slots) scene.prepare(slot);
    for (const slot of slots) {
      await scene.mustCommit(slot, t`it is prepared for both seqs`);
      for (const message of scene.commitsFor(slot)) scene.mustSay(message, slot);
    }
    for (const slot of slots) scene.commit(slot, scene.enough);
    for (const slot of slots) {
      await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits for each seq`);
    }

    // A faulty leader proposes a request again.
    const again = scene.proposedAgain(slots[0]);
    scene.propose(again);
    scene.prepare(again);
    await scene.mustCommit(again, t`it is prepared for this seq, too`);
    for (const message of scene.commitsFor(again)) scene.mustSay(message, again);
    scene.commit(again, scene.enough);
    await scene.handOver();
  },
};
