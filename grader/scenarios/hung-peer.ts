import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

/** Longer than the lab lets a call take: some servers ask one peer after the other. */
const CALL_PATIENCE_MS = 2_500;

export const hungPeer: Scenario = {
  id: 'hung-peer',
  story: t`f others accept and never answer; the rest get the Commit`,
  effort: 5,
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1, faulty: 'hangs' });
    const slot = scene.proposal();
    scene.propose(slot);
    scene.prepare(slot);
    const options = { patienceMs: CALL_PATIENCE_MS };
    await scene.mustCommit(slot, t`a server that hangs holds up nobody`, options);
    scene.commit(slot, scene.enough);
    await scene.mustExecute(slot, 'crash-tolerated', t`it has 2 commits of others`);
  },
};
