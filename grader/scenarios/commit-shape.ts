import type { Message } from '../network/trace.ts';
import { Vote } from '../wire/messages.ts';
import { verify } from '../wire/signing.ts';
import { ReplicaScene } from './replica.ts';
import type { Scenario } from './scenario.ts';

export const commitShape: Scenario = {
  id: 'commit-shape',
  group: 'broadcast',
  story: 'prepared: one signed Commit goes to each other server',
  needs: [],
  async play(open) {
    const scene = await open(ReplicaScene, { f: 1 });
    const slot = scene.proposal(1);
    scene.propose(slot);
    scene.prepare(slot);

    const sent = () => scene.commitsOf(scene.id);
    const reached = () => new Set(sent().map(({ to }) => to));
    await scene.must(() => reached().size === scene.others.length, {
      code: 'commit-sent',
      expected: `Commits of server ${scene.id} to ${scene.others.length} servers`,
      actual: () => {
        const whom = [...reached()].sort().map((id) => `server ${id}`);
        return `Commits to ${whom.join(', ') || 'none'}; it sent ${scene.trafficOf(scene.id)}`;
      },
    });
    await scene.mustNot(() => sent().length > scene.others.length, {
      code: 'commit-once',
      expected: `${scene.others.length} Commits, one to each other server`,
      actual: () => `${sent().length} Commits`,
    });
    const right = { view: slot.view, seq: slot.seq, digest: slot.request.digest, id: scene.id };
    for (const message of sent()) inspect(scene, message, right);
  },
};

/** Fails the scene when a Commit says something else than it should, or is not signed for it. */
function inspect(scene: ReplicaScene, { params, to }: Message, right: Vote['msg']): void {
  const vote = Vote.safeParse(params);
  const show = (value: unknown): string => String(JSON.stringify(value)).slice(0, 300);
  if (!vote.success || show(sorted(vote.data.msg)) !== show(sorted(right))) {
    const seen = vote.success ? vote.data.msg : params;
    scene.fail({
      code: 'commit-fields',
      expected: show(right),
      actual: () => `to server ${to}: ${show(seen)}`,
    });
  }
  const { msg, signature } = vote.data;
  const { publicKey } = scene.cluster.identity(scene.id);
  if (verify('commit', msg, signature, publicKey)) return;
  const asPrepare = verify('prepare', msg, signature, publicKey);
  scene.fail({
    code: 'commit-signed',
    expected: `the signature of server ${scene.id} on this message, as a commit`,
    actual: () => (asPrepare ? 'it signed the message as a prepare' : 'another signature'),
  });
}

function sorted(msg: Vote['msg']): [string, unknown][] {
  return Object.entries(msg).sort(([a], [b]) => a.localeCompare(b));
}
