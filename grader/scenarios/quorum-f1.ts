import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

/**
 * A server that counts no votes, and executes a while after the proposal, has executed by then. One
 * that waits for longer is too late for all scenarios in which the last vote comes at once.
 */
const PAUSE_MS = { least: 250, most: 400 };

export const quorumF1: Scenario = {
  id: 'quorum-f1',
  story: t`2f-1 commits are too few; one more and it executes`,
  effort: 4,
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const slot = await scene.prepared();

    const pauseMs = scene.choices.integer(PAUSE_MS.least, PAUSE_MS.most);
    scene.commit(slot, scene.tooFew);
    await scene.mustNotExecute(slot, 'quorum-needed', t`it has 1 commit of the 2 needed`, pauseMs);
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits of others`);
    await scene.handOver();
  },
};
