import type { Message } from '../network/trace.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';

/** The backup's last sign of life before it crashes. */
type LastSign = 'pre-prepare' | 'prepare' | 'commit';

export const oneCrashed: Scenario = {
  id: 'one-crashed',
  story: t`a backup is killed at each point of a request; the rest go on`,
  continues: [
    { id: 'normal-path', f: 2 },
    { id: 'normal-path', f: 1 },
  ],
  effort: 5,
  async play(open) {
    const many = await open(WholeScene.continued, { f: 2 });
    const few = await open(WholeScene.continued, { f: 1 });
    await crashAfter(many, 'pre-prepare');
    await crashAfter(few, 'prepare');
    await crashAfter(many, 'commit'); // the second of two that may fail: all that are left are needed
    many.handedOver = true;
    few.handedOver = true;
  },
};

/** One request that the crash interrupts, and one that begins with the backup dead already. */
async function crashAfter(scene: WholeScene, lastSign: LastSign): Promise<void> {
  const [victim = 0] = scene.backups;
  const key = scene.choices.word();
  const value = scene.choices.word();
  const interrupted = scene.request(`put ${key} ${value}`);
  await scene.must(() => scene.saw((message) => isSign(message, victim, lastSign)), {
    code: 'all-execute',
    expected: t`the ${lastSign} of server ${victim} is seen`,
    actual: () => t`it was not`,
  });
  await scene.rest();
  await scene.crash(victim);
  const by = scene.alive;
  const code = 'crash-tolerated';
  await scene.mustExecute(interrupted, { by, code });
  await scene.mustExecute(scene.request(`get ${key}`), { by, code, result: `result: ${value}` });
  await scene.mustLetBe();
}

function isSign({ from, to, method }: Message, victim: number, sign: LastSign): boolean {
  if (sign === 'pre-prepare') return to === victim && method === METHOD.prePrepare;
  return from === victim && method === (sign === 'prepare' ? METHOD.prepare : METHOD.commit);
}
