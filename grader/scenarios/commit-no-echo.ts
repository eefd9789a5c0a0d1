import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitNoEcho: Scenario = {
  id: 'commit-no-echo',
  story: t`2f commits without prepares: no Commit and no execution`,
  continues: [{ id: 'commit-once', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slot = scene.proposal();
    scene.propose(slot);
    // Not more than 2f: 2f+1 commits prove that right servers are prepared, and are safe to obey.
    scene.commit(slot, scene.enough);
    await scene.mustNotCommit(slot, t`it has commits of others, and no prepares`);
    await scene.mustNotExecute(slot, 'prepared-first', t`it is not prepared`);
    scene.prepare(slot);
    await scene.mustCommit(slot, t`it is prepared now`, { code: 'any-order' });
    await scene.mustExecute(slot, 'early-commit-kept', t`2 commits came before the prepares`);
    await scene.handOver();
  },
};
