import { ReplicaScene } from '../scenes/replica.ts';
import type { Scenario } from '../scenes/scenario.ts';
import { t } from '../text/text.ts';

const VALUE_CHARS = 1024 * 1024;

export const bigValue: Scenario = {
  id: 'big-value',
  story: t`a value of 1 MB is executed and read back`,
  continues: [{ id: 'responsive', f: 1 }],
  async play(open) {
    const scene = await open(ReplicaScene.continued, { f: 1 });
    const key = scene.choices.word();
    const value = scene.choices.word().repeat(VALUE_CHARS / 8);
    const put = scene.proposal(`put ${key} ${value}`);
    scene.propose(put);
    scene.prepare(put);
    scene.commit(put, scene.enough);
    await scene.mustExecute(put, 'any-request', t`its command is long, and valid`);
    const get = scene.proposal(`get ${key}`);
    scene.propose(get);
    scene.prepare(get);
    scene.commit(get, scene.enough);
    await scene.mustExecute(get, 'any-request', t`it has 2 commits`, `result: ${value}`);
  },
};
