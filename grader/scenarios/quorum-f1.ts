import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';

/** How long, in one of two cases, what must not happen is waited for: see there. */
const LINGER_MS = { least: 300, most: 600 };

export const quorumF1: Scenario = {
  id: 'quorum-f1',
  story: '2f-1 commits are too few; one more and it executes',
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    let slot = await scene.prepared();

    // A server that counts no votes, and executes a while after the proposal, would pass if every
    // pause were as long: the last vote comes at once, or after longer than that vote is waited for.
    const { choices } = scene;
    const pauses = choices.shuffled([0, choices.integer(LINGER_MS.least, LINGER_MS.most)]);
    for (const [round, lingerMs] of pauses.entries()) {
      if (round > 0) slot = await scene.prepared();
      scene.commit(slot, scene.tooFew);
      await scene.mustNotExecute(
        slot,
        'quorum-needed',
        'it has 1 commit of the 2 needed',
        lingerMs,
      );
      scene.commit(slot, scene.last);
      await scene.mustExecute(slot, 'quorum-suffices', 'it has 2 commits of others');
    }
    await scene.handOver();
  },
};
