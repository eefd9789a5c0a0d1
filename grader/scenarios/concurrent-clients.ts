import type { Scenario } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import type { Request } from '../wire/messages.ts';

const CLIENTS = 8;
/** Not more: what many seqs do to a server is seen by explore, which plays 200 in one cluster. */
const PUTS = 10;

export const concurrentClients: Scenario = {
  id: 'concurrent-clients',
  story: t`8 clients with 10 puts each: all answered, once, alike`,
  effort: 8,
  async play(open) {
    const scene = await open(WholeScene, { f: 1 });
    const clients = Array.from({ length: CLIENTS }, (_, index) => ({
      client: scene.cluster.client(`number ${index}`),
      key: `k${index}`,
    }));
    const by = scene.cluster.ids;
    const last: string[] = [];
    for (let round = 0; round < PUTS; round += 1) {
      const requests = clients.map(({ client, key }, index): Request => {
        last[index] = scene.choices.word();
        return client.request(`put ${key} ${last[index]}`);
      });
      scene.send(...requests);
      for (const request of requests) {
        await scene.mustExecute(request, { by, code: 'concurrent-requests' });
      }
    }
    const all = clients.map(({ key }, index) => `${key}:${last[index]}`).join('\n');
    const code = 'concurrent-requests';
    await scene.mustExecute(scene.request('all'), { by, code, result: all });
    await scene.settle();
    scene.handedOver = true;
  },
};
