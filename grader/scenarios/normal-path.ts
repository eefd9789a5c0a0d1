import type { Open, Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';

export const normalPath: Scenario = {
  id: 'normal-path',
  story: t`on 4 servers, then 7: all execute, equal replies and state`,
  effort: 6,
  async play(open) {
    await requestsOn(open, 1);
    await requestsOn(open, 2);
  },
};

async function requestsOn(open: Open, f: number): Promise<void> {
  const scene = await open(WholeScene, { f });
  const by = scene.cluster.ids;
  const [a, b] = ['a', 'b'].map((prefix) => prefix + scene.choices.word());
  const [x, y, z] = [scene.choices.word(), scene.choices.word(), scene.choices.word()];
  const conversation = [
    [`put ${a} ${x}`, 'put ok'],
    [`get ${a}`, `result: ${x}`],
    [`put ${b} ${y}`, 'put ok'],
    [`put ${a} ${z}`, 'put ok'],
    ['all', `${a}:${z}\n${b}:${y}`],
  ] as const;
  for (const [command, result] of conversation) {
    await scene.mustExecute(scene.request(command), { by, code: 'all-execute', result });
  }
  await scene.settle();
  scene.handedOver = true;
}
