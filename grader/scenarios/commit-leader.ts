import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitLeader: Scenario = {
  id: 'commit-leader',
  story: t`the leader commits and executes like everybody else`,
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1, leads: true });
    const slot = await scene.ask();
    scene.prepare(slot);
    await scene.mustCommit(slot, t`the leader is prepared, too`);
    for (const message of scene.commitsFor(slot)) scene.mustSay(message, slot);
    scene.commit(slot, scene.tooFew);
    await scene.mustNotExecute(slot, 'quorum-needed', t`the leader has 1 commit of the 2 needed`);
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'quorum-suffices', t`the leader has 2 commits of others`);
  },
};
