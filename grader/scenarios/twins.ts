import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

const ROUNDS = 5;

/**
 * After the paper "Twins: BFT systems made robust" (Bano et al., 2021): two copies of a right
 * server with one key are together a Byzantine one, without any code that misbehaves.
 */
export const twins: Scenario = {
  id: 'twins',
  story: t`the leader runs twice, each in its own partition: agreement holds`,
  effort: 5,
  async play(open) {
    const leader = 0;
    const scene = await open(WholeScene, { f: 1, twin: leader });
    const { cluster, choices } = scene;
    const twin = cluster.n;
    const backups = cluster.ids.filter((id) => id !== leader);
    const [first, ...rest] = choices.shuffled(backups);
    for (let round = 0; round < ROUNDS; round += 1) {
      // In the first round somebody is alone for sure; later that is left to chance.
      const apart = (id: number): boolean =>
        round === 0 ? id === first : choices.integer(0, 1) === 1;
      const withTwin = new Set([first ?? 0, ...rest].filter(apart));
      scene.note(
        withTwin.size === 0
          ? t`round ${round + 1}: the twin talks to nobody`
          : t`round ${round + 1}: the twin talks to ${[...withTwin]}`,
      );
      cluster.route = ({ to, from }) => {
        if (to !== leader) return typeof to === 'number' ? [to] : [];
        return [withTwin.has(Number(from)) ? twin : leader];
      };
      cluster.network.policy = ({ from, to, method }) => {
        const ofLeader = from === leader || from === twin;
        const together = (from === twin) === withTwin.has(Number(to));
        return ofLeader && method !== METHOD.commit && !together ? 'drop' : 'deliver';
      };
      for (const process of [leader, twin]) scene.ask(process, scene.makeRequest(scene.put()));
      await scene.settle();
      scene.judgeSafety();
    }
  },
};
