import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

/** Milliseconds that a Commit takes, and any other message. */
const COMMIT = { leastMs: 180, mostMs: 200 };
const OTHER = { leastMs: 20, mostMs: 60 };

export const slowLinks: Scenario = {
  id: 'slow-links',
  story: t`one is down, and all other messages take 20 to 200 ms: it commits`,
  continues: [{ id: 'one-crashed', f: 1 }],
  effort: 6,
  async play(open) {
    const scene = await open(WholeScene.continued, { f: 1, faulty: 1 });
    const { network } = scene.cluster;
    scene.note(t`server ${scene.faultyOne} is down; messages take 20 to 60 ms, commits 180 to 200`);
    network.stepped = false;
    network.policy = ({ method }) => {
      const { leastMs, mostMs } = method === METHOD.commit ? COMMIT : OTHER;
      return { delayMs: scene.choices.integer(leastMs, mostMs) };
    };
    for (let request = 0; request < 2; request += 1) {
      const by = scene.alive;
      await scene.mustExecute(scene.request(scene.put()), { by, code: 'crash-tolerated' });
    }
    await scene.settle();
    scene.handedOver = true;
  },
};
