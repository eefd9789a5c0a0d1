import { METHOD } from '../wire/messages.ts';
import type { Scenario } from './scenario.ts';
import { WholeScene } from './whole.ts';

export const cutCommits: Scenario = {
  id: 'cut-commits',
  group: 'faults',
  story: 'Commits between {0,1} and {2,3} are held, then released',
  needs: ['normal-path'],
  async play(open) {
    const scene = await open(WholeScene, { f: 1 });
    const half = (id: unknown): boolean => id === 0 || id === 1;
    scene.note('Commit messages between {0,1} and {2,3} are held');
    scene.cluster.policy = ({ method, from, to }) =>
      method === METHOD.commit && half(from) !== half(to) ? 'hold' : 'deliver';

    const request = scene.request(`put ${scene.choices.word()} ${scene.choices.word()}`);
    const why = 'each server has 1 commit of others, 2 are needed';
    await scene.mustNotExecute(request, 'quorum-needed', why);
    scene.note('the held Commits are delivered');
    scene.cluster.release();
    const by = scene.cluster.ids;
    await scene.mustExecute(request, { by, code: 'all-execute', result: 'put ok' });
    await scene.settle();
  },
};
