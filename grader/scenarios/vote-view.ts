import { otherView } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const voteView: Scenario = {
  id: 'vote-view',
  story: t`a commit of another view is ignored`,
  continues: [{ id: 'commit-view', f: 3 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 3, view: 3 });
    const liar = scene.others.at(-1) ?? scene.leader;
    const slot = await scene.prepared();
    scene.commit(slot, scene.tooFew);
    const why = t`it has 5 valid commits of the 6 needed; the last one does not count`;
    await scene.mustIgnore(slot, liar, otherView(liar, slot), 'vote-view', why);
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 6 genuine commits of others`);
  },
};
