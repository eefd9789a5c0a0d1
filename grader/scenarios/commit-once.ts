import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const commitOnce: Scenario = {
  id: 'commit-once',
  story: t`more prepares, copies and late commits cause no second Commit`,
  continues: [{ id: 'commit-two-seqs', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slot = await scene.prepared();
    await scene.mustCommit(slot, t`it is prepared`);

    scene.prepare(slot, scene.others);
    scene.prepare(slot, scene.others);
    await scene.mustCommit(slot, t`further prepares change nothing`);
    scene.commit(slot, scene.tooFew);
    scene.commit(slot, scene.tooFew);
    await scene.mustCommit(slot, t`the commits of others change nothing`);
    scene.commit(slot, scene.enough);
    await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits of others`);
    scene.commit(slot, scene.others);
    scene.prepare(slot, scene.others);
    await scene.mustCommit(slot, t`late votes change nothing`);
    await scene.handOver();
  },
};
