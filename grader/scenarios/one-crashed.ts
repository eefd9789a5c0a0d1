import type { Message } from '../network/trace.ts';
import { METHOD } from '../wire/messages.ts';
import type { Open, Scenario } from './scenario.ts';
import { WholeScene } from './whole.ts';

/** The backup's last sign of life before it crashes. */
type LastSign = 'nothing' | 'pre-prepare' | 'prepare' | 'commit';

export const oneCrashed: Scenario = {
  id: 'one-crashed',
  group: 'faults',
  story: 'a backup is killed at each point of a request; the rest go on',
  needs: ['normal-path'],
  async play(open) {
    for (const lastSign of ['nothing', 'pre-prepare', 'prepare', 'commit'] as const) {
      await crashAfter(open, lastSign);
    }
  },
};

async function crashAfter(open: Open, lastSign: LastSign): Promise<void> {
  const scene = await open(WholeScene, { f: 1 });
  const [victim = 0] = scene.backups;
  const key = scene.choices.word();
  const value = scene.choices.word();
  const put = `put ${key} ${value}`;
  if (lastSign === 'nothing') await scene.crash(victim);
  const request = scene.request(put);
  if (lastSign !== 'nothing') {
    await scene.must(() => scene.saw((message) => isSign(message, victim, lastSign)), {
      code: 'all-execute',
      expected: `the ${lastSign} of server ${victim} is seen`,
      actual: () => 'it was not',
    });
    await scene.crash(victim);
  }
  const by = scene.alive;
  await scene.mustExecute(request, { by, code: 'crash-tolerated', result: 'put ok' });
  const get = scene.request(`get ${key}`);
  await scene.mustExecute(get, { by, code: 'crash-tolerated', result: `result: ${value}` });
  await scene.close();
}

function isSign({ from, to, method }: Message, victim: number, sign: LastSign): boolean {
  if (sign === 'pre-prepare') return to === victim && method === METHOD.prePrepare;
  return from === victim && method === (sign === 'prepare' ? METHOD.prepare : METHOD.commit);
}
