import { everyBadVote } from '../puppet/bad-votes.ts';
import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';

/** An event loop that is blocked for longer keeps the whole cluster waiting. */
const LONG_MS = 150;
const TRIES = 3;
/** A machine on which the reference is blocked for a third of that is to blame itself. */
const TIMES_REFERENCE = 3;

/** Every scenario pings its servers; this one takes the time. */
export const responsive: Scenario = {
  id: 'responsive',
  story: 'pings between all messages of a request are answered at once',
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
      expected: `pings are answered within ${LONG_MS} ms, as the reference does here`,
      actual: () => `in each of ${TRIES} requests one took ${Math.round(blockedMs)} ms or more`,
    });
  },
};

/** The longest ping of a request, in the best of some tries: the system has its pauses, too. */
async function leastBlocked(scene: ReplicaScene): Promise<number> {
  const longest: number[] = [];
  while (longest.length < TRIES) {
    longest.push(await longestPing(scene));
    if (longest.some((ms) => ms < LONG_MS)) break;
  }
  return Math.min(...longest);
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
  const pings: number[] = [];
  for (const step of steps) {
    step();
    pings.push(await scene.ping());
  }
  await scene.mustExecute(slot, 'quorum-suffices', 'it has 2 commits of others');
  return Math.max(...pings);
}
