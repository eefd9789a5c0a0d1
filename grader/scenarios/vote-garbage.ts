import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

/** Above the lab's own limit of 4 Mi characters. */
const OVERLONG_CHARS = 5 * 1024 * 1024;

export const voteGarbage: Scenario = {
  id: 'vote-garbage',
  story: t`garbage instead of votes: it stays alive and goes on`,
  continues: [{ id: 'vote-bad-first', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const [liar] = scene.voters;
    const slot = await scene.prepared();
    const { msg, signature } = liar.commit(slot);
    const shapes: readonly unknown[] = [
      null,
      {},
      [],
      'commit',
      0,
      { msg },
      { msg: null, signature },
      { msg: { ...msg, seq: String(slot.seq) }, signature },
      { msg: { ...msg, view: -1 }, signature },
      { msg: { ...msg, seq: 2 ** 53 }, signature },
      { msg: { ...msg, digest: 7 }, signature },
      { msg: { ...msg, digest: 'd'.repeat(2_000) }, signature },
      { msg: { ...msg, seq: 100_000 }, signature },
      { msg, signature: { length: 64 } },
      { msg, signature: '\ud800' },
    ];
    const sent = shapes.map((params) => [liar.id, METHOD.commit, params] as const);
    scene.say(t`commits of every wrong shape`, sent);
    scene.garbage('this is no JSON\n', t`a line that is not JSON`);
    scene.garbage('[[[[[[[[[[{"jsonrpc":', t`the beginning of a line that never ends`);
    scene.garbage(`${'x'.repeat(OVERLONG_CHARS)}\n`, t`a line over the limit of the lab`);
    await scene.mustNotExecute(slot, 'quorum-needed', t`it has no valid commit`);
    scene.commit(slot, scene.enough);
    await scene.mustExecute(slot, 'bad-vote-harmless', t`it has 2 genuine commits of others`);
    const next = await scene.prepared();
    scene.commit(next, scene.enough);
    await scene.mustExecute(next, 'bad-vote-harmless', t`the next request has 2 commits, too`);
  },
};
