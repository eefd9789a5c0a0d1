import { GraderBug } from '../errors.ts';
import { inItsName } from '../puppet/bad-votes.ts';
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
      scene.badCommits(liar, ...inItsName(victim, slot, scene.choices));
    }
    await scene.mustNotExecute(slot, 'vote-signature', t`all its commits are forged`);
    // Not the leader's: also a vote in the leader's name takes a signature.
    const [first, second] = scene.others.filter(({ id }) => id !== scene.cluster.leader);
    if (first === undefined || second === undefined) throw new GraderBug('too few backups');
    scene.commit(slot, [first]);
    const one = t`1 of its commits is genuine, all others are forged`;
    await scene.mustNotExecute(slot, 'vote-signature', one);
    for (const bad of inItsName(second, slot, scene.choices)) scene.badCommits(liar, bad);
    scene.commit(slot, [second]);
    const why = t`after the forged commits the genuine ones of 2 others came`;
    await scene.mustExecute(slot, 'forgery-blocks-nobody', why);
    await scene.handOver();
  },
};
