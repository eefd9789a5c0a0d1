import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

export const peerReturns: Scenario = {
  id: 'peer-returns',
  story: t`a link breaks and comes back: later votes go over it again`,
  continues: [{ id: 'frozen-then-thawed', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1 });
    const by = scene.cluster.ids;
    const [a = 0, b = 0, silent = 0] = scene.backups;
    scene.cutLink(a, b);
    await scene.mustExecute(scene.request(scene.put()), { by, code: 'crash-tolerated' });
    await scene.mustLetBe();
    scene.mendLink(a, b);
    // With one server silent, each of the two needs the vote of the other.
    scene.note(t`all messages of server ${silent} are held`);
    scene.cluster.network.policy = ({ from }) => (from === silent ? 'hold' : 'deliver');
    await scene.mustExecute(scene.request(scene.put()), { by, code: 'peer-returns' });
    scene.note(t`they are delivered`);
    scene.cluster.network.release();
    await scene.settle();
    scene.handedOver = true;
  },
};
