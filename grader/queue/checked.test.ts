import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { type Job, keyOf, sha256Of } from '../batch/job.ts';
import { refused } from '../grade.ts';
import type { Result } from '../score/result.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { jobIn, outcomeIn } from './checked.ts';

const conditions = { kit: manifest.version, rubric: DEFAULT_RUBRIC, seed: 's', tier: 'uid' };
const source = 'a source';
const job: Job = { key: keyOf(sha256Of(source), conditions), source, ...conditions };

describe('a job from a queue', () => {
  it('is graded when its key is that of its content, for this kit and tier', () => {
    const whyNot = (data: unknown, tier = 'uid') => `${jobIn(data, tier)}`;
    expect(jobIn(job, 'uid')).toEqual(job);
    expect(whyNot({ ...job, source: 'swapped' })).toMatch(/the key of the job is not/);
    expect(whyNot({ ...job, seed: 't' })).toMatch(/the key of the job is not/);
    expect(whyNot(job, 'bwrap')).toBe('the job is for the tier uid, not bwrap');
    expect(whyNot({ ...job, kit: '0.0.1' })).toMatch(/for kit 0[.]0[.]1, not /);
    expect(whyNot({ ...job, more: 1 })).toMatch(/another form/);
    expect(whyNot(undefined)).toMatch(/another form/);
  });
});

describe('a result from a queue', () => {
  const problem = { code: 'build-failed', message: 'no', help: 'mend it' } as const;
  const options = { scenarios: [], rubric: DEFAULT_RUBRIC, seed: 's' };
  const result: Result = {
    ...refused('server.ts', problem, options, 'uid'),
    submission: { id: 's', sha256: sha256Of(source) },
  };

  it('is believed when it is of this job, whatever the score', () => {
    const outcome = { kind: 'graded', result };
    expect(outcomeIn(outcome, job)).toEqual(outcome);
    const fault = { kind: 'fault', reason: 'no memory' };
    expect(outcomeIn(fault, job)).toEqual(fault);
  });

  it.each([
    ['source', { submission: { id: 's', sha256: sha256Of('another') } }],
    ['seed', { seed: 't' }],
    ['tier', { sandbox: 'none' }],
    ['kit', { kit: '0.0.1' }],
  ])('is a fault when it has another %s', (what, changes) => {
    const outcome = outcomeIn({ kind: 'graded', result: { ...result, ...changes } }, job);
    const reason = `a worker returned a result with another ${what}`;
    expect(outcome).toMatchObject({ kind: 'fault', reason });
  });

  it.each([undefined, null, 'graded', { kind: 'graded', result: { score: 100 } }])(
    'is a fault when it has another form: %j',
    (returned) => {
      const reason = expect.stringMatching(/^a worker returned no result/);
      expect(outcomeIn(returned, job)).toMatchObject({ kind: 'fault', reason });
    },
  );
});
