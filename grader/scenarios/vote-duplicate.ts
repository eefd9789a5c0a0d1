import { sameVoteRewritten } from '../puppet/bad-votes.ts';
import type { PuppetServer } from '../puppet/server.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

/** With f = 2: copies of three servers' votes can be mixed, and there are never enough servers. */
export const voteDuplicate: Scenario = {
  id: 'vote-duplicate',
  story: t`many copies of one commit, however they are written, count once`,
  continues: [{ id: 'quorum-f2', f: 2 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 2 });
    const why = t`all its commits are copies of those of 3 servers; commits of 4 are needed`;
    const enough = t`it has commits of 4 other servers`;

    // Before the proposal: what is queued is judged at once, copies beside their originals.
    const early = scene.proposal();
    scene.commit(early, mixed(scene.tooFew));
    await scene.settle();
    scene.propose(early);
    scene.prepare(early);
    await scene.mustNotExecute(early, 'vote-counted-once', why);
    scene.commit(early, scene.last);
    await scene.mustExecute(early, 'quorum-suffices', enough);

    const slot = await scene.prepared();
    scene.commit(slot, mixed(scene.tooFew));
    await scene.mustNotExecute(slot, 'vote-counted-once', why);
    for (const voter of scene.tooFew.slice(0, 1)) {
      const copies = sameVoteRewritten(voter.commit(slot));
      await scene.mustIgnore(slot, voter, copies, 'vote-counted-once', why);
    }
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'quorum-suffices', enough);
  },
};

/** Each three times: once right behind itself, and once after the others. */
function mixed(voters: readonly PuppetServer[]): PuppetServer[] {
  return [...voters.flatMap((voter) => [voter, voter]), ...voters];
}
