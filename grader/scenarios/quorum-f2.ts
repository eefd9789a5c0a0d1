import { ReplicaScene } from '../scenes/replica.ts';
import type { Open, Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

export const quorumF2: Scenario = {
  id: 'quorum-f2',
  story: t`with 7 servers 3 commits are too few and 4 suffice; with 10, 5 and 6`,
  async play(open) {
    const scene = await open(ReplicaScene, { f: 2 });
    const slot = await scene.prepared();
    for (const [index, voter] of scene.tooFew.entries()) {
      scene.commit(slot, [voter]);
      const why = t`f is 2, and it has ${index + 1} of the 4 commits needed`;
      await scene.mustNotExecute(slot, 'quorum-needed', why);
    }
    scene.commit(slot, scene.tooFew);
    const copies = t`all its commits are copies of those of 3 servers; commits of 4 are needed`;
    await scene.mustNotExecute(slot, 'vote-counted-once', copies);
    scene.commit(slot, scene.last);
    await scene.mustExecute(slot, 'quorum-suffices', t`f is 2, and it has 4 commits of others`);
    await scene.close();
    await withTen(open);
  },
};

/**
 * Half of the servers are 2f with 4 and with 7 of them, and no quorum with 10. The leader counts like everybody
 * else, which 4 servers do not tell: with them, f+1 votes are 2f.
 */
async function withTen(open: Open): Promise<void> {
  const scene = await open(ReplicaScene, { f: 3, leads: true });
  const slot = await scene.ask();
  scene.prepare(slot);
  await scene.settle();
  scene.commit(slot, scene.tooFew);
  await scene.mustNotExecute(
    slot,
    'quorum-needed',
    t`f is 3, and it has 5 of the 6 commits needed`,
  );
  scene.commit(slot, scene.last);
  await scene.mustExecute(slot, 'quorum-suffices', t`f is 3, and it has 6 commits of others`);
}
