import { forgeries } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const votePoisonedSlot: Scenario = {
  id: 'vote-poisoned-slot',
  story: t`a forged vote in a name does not spoil the genuine one`,
  continues: [{ id: 'vote-prepare-replayed', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const slot = await scene.prepared();
    const [liar] = scene.voters;
    for (const victim of scene.others) {
      scene.badCommits(liar, ...forgeries(victim, slot, scene.choices).slice(0, 1));
    }
    await scene.mustNotExecute(slot, 'vote-signature', t`all its commits are forged`);
    scene.commit(slot, scene.enough);
    const why = t`after the forged commits the genuine ones of 2 others came`;
    await scene.mustExecute(slot, 'forgery-blocks-nobody', why);
    await scene.handOver();
  },
};
