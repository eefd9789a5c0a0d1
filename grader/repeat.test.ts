import { describe, expect, it } from 'vitest';
import { EnvironmentError } from './errors.ts';
import { differences, median, outcomeOf, type RepeatOptions, repeat } from './repeat.ts';
import { repeatedText } from './report/repeated.ts';
import type { Cause, Result, ScenarioResult } from './score/result.ts';
import { english } from './text/text.ts';

type Traced = ScenarioResult & { traceHash?: string };

const base = { group: 'quorum', story: '', score: 0, maxScore: 1, durationMs: 1 };
const passed = (id: string, traceHash?: string): Traced => ({
  ...base,
  id,
  status: 'passed',
  score: 1,
  ...(traceHash === undefined ? {} : { traceHash }),
});
const failed = (id: string, code: string): Traced => ({
  ...base,
  id,
  status: 'failed',
  cause: { code } as Cause,
});
const undecided: Traced = { ...base, id: 'a', status: 'error', error: 'no port' };

function resultOf(...scenarios: Traced[]): Result {
  const score = scenarios.reduce((sum, scenario) => sum + scenario.score, 0);
  return { score, scenarios } as unknown as Result;
}

/** Repeats what these give, in turn. */
function repeated(results: (Result | Error)[], more: Partial<RepeatOptions> = {}) {
  let next = 0;
  return repeat({
    submission: 'x',
    times: results.length,
    seedOf: () => 's',
    gradeOnce: async () => {
      const result = results[next++];
      if (result instanceof Error || result === undefined) throw result;
      return result;
    },
    ...more,
  });
}

describe('repeating a grade', () => {
  it('finds nothing where all are equal, and takes the median of the times', async () => {
    const same = resultOf(passed('a'), failed('b', 'order'));
    const { differed, machineErrors, runs } = await repeated([same, same, same]);
    expect({ differed, machineErrors, runs: runs.length }).toEqual({
      differed: 0,
      machineErrors: 0,
      runs: 3,
    });
    expect(runs[0]?.statuses).toEqual({ a: 'passed', b: 'failed: order' });
  });

  it.each([
    ['a status', failed('a', 'order'), ['score', 'a']],
    ['a cause with the same status', failed('b', 'agreement'), ['b']],
  ])('finds %s that differs from the first run, and says where', async (_, changed, what) => {
    const first = [passed('a'), failed('b', 'order')];
    const other = first.map((one) => (one.id === changed.id ? changed : one));
    const { differed, runs } = await repeated([resultOf(...first), resultOf(...other)]);
    expect(differed).toBe(1);
    expect(runs[1]?.differences.map((difference) => difference.what)).toEqual(what);
  });

  it('compares traces only where the seed is the same', async () => {
    const two = [resultOf(passed('a', '1111')), resultOf(passed('a', '2222'))];
    const same = await repeated(two);
    expect(same.runs[1]?.differences).toEqual([
      { what: 'a', expected: 'trace 1111', seen: 'trace 2222' },
    ]);
    let seed = 0;
    const fresh = await repeated(two, { seedOf: () => String(seed++) });
    expect(fresh.differed).toBe(0);
  });

  it('counts faults of the machine apart, and compares with the first that was decided', async () => {
    const all = [resultOf(undecided), resultOf(passed('a')), new EnvironmentError('no space')];
    const repetition = await repeated([...all, resultOf(failed('a', 'order'))]);
    expect(repetition).toMatchObject({ differed: 1, machineErrors: 2 });
    expect(repetition.runs.map(({ machineError }) => machineError)).toEqual([
      'a: no port',
      undefined,
      'no space',
      undefined,
    ]);
    expect(repetition.runs[3]?.differences).toContainEqual({
      what: 'a',
      expected: 'passed',
      seen: 'failed: order',
    });
  });

  it('compares with what is right, when that is known', async () => {
    const expected = outcomeOf(resultOf(passed('a')));
    const wrong = resultOf(failed('a', 'order'));
    expect((await repeated([wrong, wrong], { expected })).differed).toBe(2);
  });

  it('that is interrupted ends with the runs that there are', async () => {
    const controller = new AbortController();
    const same = resultOf(passed('a'));
    const { signal } = controller;
    const onRun = () => controller.abort();
    const interrupted = [same, new Error('interrupted')];
    expect((await repeated(interrupted, { signal, onRun })).runs).toHaveLength(1);
    await expect(repeated([new Error('interrupted')], { signal })).rejects.toThrow('interrupted');
  });

  it('passes on what is not the fault of the machine', async () => {
    await expect(repeated([new TypeError('oops')])).rejects.toThrow('oops');
  });
});

describe('what differs', () => {
  it('includes a scenario that one of two does not have, and a problem', () => {
    const one = outcomeOf(resultOf(passed('a')));
    const problem = { code: 'build-failed', message: '', help: '' } as const;
    const other = outcomeOf({ ...resultOf(passed('a'), passed('b')), problem });
    expect(differences(one, other, true)).toEqual([
      { what: 'score', expected: '1', seen: '2' },
      { what: 'problem', expected: 'absent', seen: 'build-failed' },
      { what: 'b', expected: 'absent', seen: 'passed' },
    ]);
  });
});

describe('a repetition told to a person', () => {
  it('lists run, seed, scenario and what, then the counts', async () => {
    const all = [resultOf(passed('a')), resultOf(failed('a', 'order')), resultOf(undecided)];
    expect(repeatedText(await repeated(all), english)).toMatch(
      new RegExp(
        '^✖ run 2, seed s:\n {4}score +1 → 0\n {4}a +passed → failed: order\n' +
          '! run 3, seed s: not graded: a: no port\n\n' +
          '1 of 2 differed, 1 not decided by the machine; median .* s, longest .* s$',
      ),
    );
  });

  it('cuts the list of one run', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const first = resultOf(...ids.map((id) => passed(id)));
    const text = repeatedText(
      await repeated([first, resultOf(...ids.map((id) => failed(id, 'order')))]),
      english,
    );
    expect(text).toContain('and 21 more');
  });
});

describe('the median', () => {
  it.each([
    [[], 0],
    [[5], 5],
    [[9, 1, 5], 5],
    [[1, 2, 3, 10], 2.5],
  ])('of %j is %d', (numbers, middle) => expect(median(numbers)).toBe(middle));
});
