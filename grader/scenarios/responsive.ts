import { everyBadVote } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

/** An event loop that is blocked for longer keeps the whole cluster waiting. */
const LONG_MS = 250;
const TRIES = 3;
/** A machine on which the reference is blocked for a third of that is to blame itself. */
const TIMES_REFERENCE = 3;

/** Every scenario pings its servers; this one takes the time. */
export const responsive: Scenario = {
  id: 'responsive',
  story: t`pings between all messages of a request are answered at once`,
  continues: [{ id: 'result-is-real', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const blockedMs = await leastBlocked(scene);
    if (blockedMs < LONG_MS) return scene.handOver();
    const reference = await open(ReplicaScene, { f: 1, reference: true });
    const usualMs = await leastBlocked(reference);
    if (blockedMs < TIMES_REFERENCE * usualMs) return;
    scene.fail({
      code: 'responsive',
      expected: t`a ping between two messages is answered within ${LONG_MS} ms`,
      actual: () =>
        blockedMs >= scene.pingLimitMs
          ? t`one was not answered at all; the reference answers at once`
          : t`in each of ${TRIES} requests one took longer; the reference answers at once`,
    });
  },
};

/** The longest ping of a request, in the best of some tries: the system has its pauses, too. */
async function leastBlocked(scene: ReplicaScene): Promise<number> {
  let leastMs = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES && leastMs >= LONG_MS; attempt += 1) {
    const longestMs = await longestPing(scene);
    if (longestMs >= scene.pingLimitMs) return longestMs; // it does not answer at all
    leastMs = Math.min(leastMs, longestMs);
  }
  return leastMs;
}

async function longestPing(scene: ReplicaScene): Promise<number> {
  const [honest, liar, late] = scene.voters;
  const slot = scene.proposal();
  const { choices, cluster } = scene;
  const bad = everyBadVote({ server: liar, victim: honest, slot, n: cluster.n, choices });
  const steps = [
    () => scene.propose(slot),
    () => scene.prepare(slot),
    () => scene.commit(slot, [honest]),
    () => scene.badCommits(liar, ...bad),
    () => scene.commit(slot, [late]),
  ];
  let longestMs = 0;
  for (const step of steps) {
    step();
    longestMs = Math.max(longestMs, await scene.ping());
    if (longestMs >= scene.pingLimitMs) return longestMs;
  }
  // In a student's kit a stub stands in for the reference: it answers pings, and executes nothing.
  if (cluster.shape.reference !== true) {
    await scene.mustExecute(slot, 'quorum-suffices', t`it has 2 commits of others`);
  }
  return longestMs;
}
