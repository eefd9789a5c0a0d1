import { lie } from '../puppet/byzantine.ts';
import { PuppetServer } from '../puppet/server.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { PrePrepare } from '../wire/messages.ts';

/** The client is the framework's, so this guards the kit, and the replies that it compares. */
export const lyingReplies: Scenario = {
  id: 'lying-replies',
  story: t`a faulty server lies to the client, first: it shows the truth`,
  continues: [{ id: 'byzantine-backup', f: 1 }],
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1, faulty: 1 });
    const liar = scene.faultyOne;
    scene.cluster.network.policy = ({ from }) => (from === 'client' ? 'pass' : 'deliver');
    const key = scene.choices.word();
    scene.note(t`the lab's client asks: get ${key}`);
    const client = await scene.startClient(`get ${key}`);
    const proposal = await scene.proposalTo(liar);
    await scene.rest();
    const { msg, request } = PrePrepare.parse(proposal);
    const slot = { view: msg.view, seq: msg.seq, request };
    scene.note(t`server ${liar} replies in its own name and in those of others: "result: lie"`);
    for (const id of scene.cluster.ids) {
      const forger = new PuppetServer(id, scene.cluster.identity(liar));
      await scene.replyTo(request.req.clientAddr, lie(forger, slot, 'result: lie'));
    }
    scene.note(t`only now the other servers get the proposal`);
    await scene.settle();
    const shown = await scene.outputOf(client);
    const right = `not found: ${key}`;
    if (shown.includes(`==== result ====\n${right}\n`)) return;
    scene.fail({
      code: 'client-served',
      expected: t`the client shows "${right}"`,
      actual: () => t`it printed: ${shown.trim().split('\n').slice(-6).join(' / ')}`,
    });
  },
};
