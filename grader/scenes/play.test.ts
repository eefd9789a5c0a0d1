import { describe, expect, it } from 'vitest';
import type { Kit } from '../cluster/kit.ts';
import { EnvironmentError, SubmissionError } from '../errors.ts';
import { Broken } from './broken.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import type { Scene } from './scene.ts';

const kit = {} as Kit;
const scenario = (play: Scenario['play']): Scenario => ({
  id: 'test',
  story: 'a story',
  play,
});
const finding = { code: 'quorum-needed', sent: [], expected: 'less', actual: 'more' } as const;

describe('a story', () => {
  it('that ends has passed', async () => {
    expect(
      await play(
        scenario(async () => {}),
        { kit, seed: 's' },
      ),
    ).toMatchObject({ status: 'passed' });
  });

  it('that breaks a rule has failed, with what was found', async () => {
    const ending = await play(
      scenario(async () => {
        throw new Broken(finding);
      }),
      { kit, seed: 's' },
    );
    expect(ending).toMatchObject({ status: 'failed', finding });
  });

  it('in which a server does not start has failed: that is the submission’s', async () => {
    const error = new SubmissionError('start-failed', 'it ended', { help: 'Look.' });
    const ending = await play(
      scenario(async () => {
        throw error;
      }),
      { kit, seed: 's' },
    );
    expect(ending).toMatchObject({ status: 'failed', finding: { code: 'starts' } });
  });

  it.each([
    ['no port', new EnvironmentError('no port'), 'no port'],
    ['a full disk', Object.assign(new Error('ENOSPC'), { syscall: 'write' }), 'ENOSPC'],
    ['a bug of ours', new TypeError('oops'), 'oops (a bug of the grader)'],
  ])('that ends with %s is nobody’s score', async (_, error, message) => {
    const ending = await play(
      scenario(async () => {
        throw error;
      }),
      { kit, seed: 's' },
    );
    expect(ending.status).toBe('error');
    expect(`${'message' in ending && ending.message}`).toContain(message);
  });

  it('closes every scene that it opened, however it ends', async () => {
    const closed: string[] = [];
    const scene = (name: string) => ({
      open: async () =>
        ({
          close: async () => void closed.push(name),
          explain: (broken: Broken) => broken,
        }) as unknown as Scene,
    });
    const ending = await play(
      scenario(async (open) => {
        await open(scene('first'), {});
        await open(scene('second'), {});
        throw new Broken(finding);
      }),
      { kit, seed: 's' },
    );
    expect(ending.status).toBe('failed');
    expect(closed).toEqual(['first', 'second']);
  });
});
