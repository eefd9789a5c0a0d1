import type { Message } from '../network/trace.ts';
import { METHOD } from '../wire/messages.ts';
import type { Open, Scenario } from './scenario.ts';
import { WholeScene } from './whole.ts';

/** The backup's last sign of life before it crashes. */
type LastSign = 'pre-prepare' | 'prepare' | 'commit';

export const oneCrashed: Scenario = {
  id: 'one-crashed',
  group: 'faults',
  story: 'a backup is killed at each point of a request; the rest go on',
  needs: ['normal-path'],
  async play(open) {
    await crashAfter(open, 'pre-prepare');
    await crashAfter(open, 'prepare');
    await crashAfter(open, 'commit');
  },
};

/** One request that the crash interrupts, and one that begins with the backup dead already. */
async function crashAfter(open: Open, lastSign: LastSign): Promise<void> {
  const scene = await open(WholeScene, { f: 1 });
  const [victim = 0] = scene.backups;
  const key = scene.choices.word();
  const value = scene.choices.word();
  const interrupted = scene.request(`put ${key} ${value}`);
  await scene.must(() => scene.saw((message) => isSign(message, victim, lastSign)), {
    code: 'all-execute',
    expected: `the ${lastSign} of server ${victim} is seen`,
    actual: () => 'it was not',
  });
  await scene.crash(victim);
  const by = scene.alive;
  const code = 'crash-tolerated';
  await scene.mustExecute(interrupted, { by, code, result: 'put ok' });
  await scene.mustExecute(scene.request(`get ${key}`), { by, code, result: `result: ${value}` });
  await scene.close();
}

function isSign({ from, to, method }: Message, victim: number, sign: LastSign): boolean {
  if (sign === 'pre-prepare') return to === victim && method === METHOD.prePrepare;
  return from === victim && method === (sign === 'prepare' ? METHOD.prepare : METHOD.commit);
}
