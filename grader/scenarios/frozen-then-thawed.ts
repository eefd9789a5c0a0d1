import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

export const frozenThenThawed: Scenario = {
  id: 'frozen-then-thawed',
  story: t`two backups are stopped: nothing; one goes on: all but one execute`,
  continues: [{ id: 'cut-commits', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1 });
    const [first = 0, second = 0] = scene.backups;
    await scene.freeze(first);
    await scene.freeze(second);
    const request = scene.request(scene.put());
    const why = t`two of four servers do nothing`;
    await scene.mustNotExecute(request, 'stall-beyond-f', why);
    scene.thaw(first);
    const by = scene.cluster.ids.filter((id) => id !== second);
    await scene.mustExecute(request, { by, code: 'crash-tolerated' });
    scene.thaw(second);
    await scene.mustExecute(request, { by: [second], code: 'all-execute' });
    await scene.settle();
    scene.handedOver = true;
  },
};
