import { Equivocator } from '../puppet/byzantine.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

export const equivocatingLeader: Scenario = {
  id: 'equivocating-leader',
  story: t`two proposals for one seq: no two servers execute differently`,
  continues: [{ id: 'peer-returns', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1, faulty: 1, faultyLeader: true });
    const client = scene.cluster.client('other');
    const leader = new Equivocator(scene.faultyOne, scene.world, () => client.request(scene.put()));
    const what = (id: number) =>
      t`server ${id} is faulty: it proposes one request to some and another to the rest`;
    scene.play(leader, what);
    // With the leader, the two that hold the same proposal are a quorum.
    const by = scene.alive.filter((id) => id !== leader.deceived);
    for (let request = 0; request < 2; request += 1) {
      await scene.mustExecute(scene.request(scene.put()), { by, code: 'byzantine-tolerated' });
      await scene.settle();
      scene.judgeSafety();
    }
  },
};
