import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

export const cutCommits: Scenario = {
  id: 'cut-commits',
  story: t`Commits between {0,1} and {2,3} are held, then released`,
  continues: [{ id: 'message-budget', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1 });
    const half = (id: unknown): boolean => id === 0 || id === 1;
    scene.note(t`Commit messages between {0,1} and {2,3} are held`);
    scene.cluster.network.policy = ({ method, from, to }) =>
      method === METHOD.commit && half(from) !== half(to) ? 'hold' : 'deliver';

    const request = scene.request(scene.put());
    const why = t`each server has 1 commit of others, 2 are needed`;
    await scene.mustNotExecute(request, 'quorum-needed', why);
    scene.note(t`the held Commits are delivered`);
    scene.cluster.network.release();
    const by = scene.cluster.ids;
    await scene.mustExecute(request, { by, code: 'all-execute' });
    await scene.settle();
    scene.handedOver = true;
  },
};
