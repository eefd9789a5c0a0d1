import { ReplicaScene } from './replica.ts';
import type { Scenario } from './scenario.ts';

export const forgedSignature: Scenario = {
  id: 'forged-signature',
  group: 'validation',
  story: 'forged commits change nothing, a genuine one counts',
  needs: ['quorum-f1'],
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const [honest, forged, late] = scene.others;
    if (honest === undefined || forged === undefined || late === undefined) return;
    const slot = await scene.prepared(1);
    scene.commit(slot, [honest]);

    const { msg } = forged.commit(slot);
    const bytes = (length: number) => Buffer.from(scene.choices.word(length)).toString('base64');
    const forgeries = [
      { vote: { msg, signature: bytes(64) }, what: '64 random bytes' },
      { vote: { msg, signature: bytes(9) }, what: 'a few random bytes' },
      { vote: { msg, signature: '' }, what: 'an empty text' },
      { vote: { msg }, what: 'nothing' },
    ];
    for (const { vote, what } of forgeries) {
      scene.badCommit(forged, vote, `a commit with ${what} for a signature`);
      await scene.mustNotExecute(
        slot,
        'vote-signature',
        `one of its 2 commits is forged (${what})`,
      );
    }
    scene.commit(slot, [late]);
    await scene.mustExecute(slot, 'bad-vote-harmless', 'it has 2 genuine commits of others');
  },
};
