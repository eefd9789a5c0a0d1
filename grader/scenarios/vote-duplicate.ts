import { requestLine } from '../wire/frames.ts';
import { METHOD } from '../wire/messages.ts';
import { ReplicaScene } from './replica.ts';
import type { Scenario } from './scenario.ts';

/** Request ids of raw frames, far from those that the grader's connections count up. */
const RAW_ID = 900_000;

export const voteDuplicate: Scenario = {
  id: 'vote-duplicate',
  group: 'validation',
  story: 'five copies of one commit count once',
  needs: ['quorum-f1'],
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const [eager, other] = scene.others;
    if (eager === undefined || other === undefined) return;
    const slot = await scene.prepared(1);

    scene.commit(slot, [eager, eager, eager, eager]);
    const vote = eager.commit(slot);
    const { view, seq, digest, id } = vote.msg;
    const reordered = { signature: vote.signature, msg: { id, digest, seq, view } };
    const line = requestLine(RAW_ID, METHOD.commit, reordered);
    scene.rawCommit(eager, vote, line, 'the same commit with its keys in another order');
    await scene.mustNotExecute(slot, 'vote-counted-once', 'all its commits are of one server');
    scene.commit(slot, [other]);
    await scene.mustExecute(slot, 'quorum-suffices', 'it has commits of 2 other servers');
  },
};
