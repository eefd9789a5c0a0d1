import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refused } from '../grade.ts';
import { TIERS } from '../sandbox/tiers.ts';
import type { Result } from '../score/result.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import type { Intake, Taken } from '../submission/intake-types.ts';
import { type CourseOptions, gradeCourse } from './course.ts';
import { keyOf, type Outcome, seedOf, sha256Of } from './job.ts';
import { chanceOf, recall, remember } from './memory.ts';
import { runBatch } from './run.ts';
import { Store } from './store.ts';
import { mustBeOfCourse } from './stored.ts';
import { tierFor } from './tier.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const conditions = { kit: '1', rubric: DEFAULT_RUBRIC, seed: 's', tier: 'uid' };
const signal = new AbortController().signal;

/** A result that says which source it is of. */
function resultOf(sha256: string): Result {
  const problem = { code: 'build-failed', message: 'no', help: 'mend it' } as const;
  const options = { scenarios: [], rubric: DEFAULT_RUBRIC, seed: 's' };
  return { ...refused('server.ts', problem, options, 'uid'), submission: { id: 's', sha256 } };
}
const graded = (sha256: string): Outcome => ({ kind: 'graded', result: resultOf(sha256) });
const key = (text: string): string => sha256Of(text);

describe('the name of a result', () => {
  it('depends on all that the result is a function of, and on nothing else', () => {
    const base = keyOf('aa', conditions);
    expect(keyOf('aa', { ...conditions })).toBe(base);
    const rubric = { ...DEFAULT_RUBRIC, groups: { g: 'Other' } };
    const others = [
      keyOf('ab', conditions),
      keyOf('aa', { ...conditions, kit: '2' }),
      keyOf('aa', { ...conditions, rubric }),
      keyOf('aa', { ...conditions, seed: 't' }),
      keyOf('aa', { ...conditions, tier: 'bwrap' }),
    ];
    expect(new Set([base, ...others]).size).toBe(6);
  });

  it('has a seed for each student that follows from the secret', () => {
    expect(seedOf('secret', 'ada')).toBe(seedOf('secret', 'ada'));
    expect(seedOf('secret', 'ada')).not.toBe(seedOf('secret', 'bob'));
    expect(seedOf('other', 'ada')).not.toBe(seedOf('secret', 'ada'));
    expect(seedOf('secret', 'ada')).toMatch(/^[\w-]{1,64}$/);
  });
});

describe('working through a batch', () => {
  const tasks = Array.from({ length: 9 }, (_, index) => ({ key: key(`${index}`) }));
  const storeIn = async () => Store.open(await mkdtemp(join(root, 'store-')));

  it('keeps every result, and never has two tasks in one slot', async () => {
    const store = await storeIn();
    const busy = new Set<number>();
    let most = 0;
    const gradeOne = async (task: { key: string }, slot: number): Promise<Outcome> => {
      expect(busy.has(slot)).toBe(false);
      busy.add(slot);
      most = Math.max(most, busy.size);
      await new Promise(setImmediate);
      busy.delete(slot);
      return graded(task.key);
    };
    const failed = await runBatch(tasks, { store, jobs: 3, gradeOne, signal });
    expect(failed.size).toBe(0);
    expect(most).toBe(3);
    for (const task of tasks) {
      expect((await store.read(task.key))?.submission.sha256).toBe(task.key);
    }
  });

  it('tries the machine’s faults again, alone, and then tells the reason', async () => {
    const store = await storeIn();
    const [flaky = '', broken = ''] = tasks.map((task) => task.key);
    const tries = new Map<string, number>();
    let running = 0;
    const gradeOne = async (task: { key: string }): Promise<Outcome> => {
      running += 1;
      const nth = (tries.get(task.key) ?? 0) + 1;
      tries.set(task.key, nth);
      await new Promise(setImmediate);
      const alone = running === 1;
      running -= 1;
      if (task.key === broken) return { kind: 'fault', reason: 'no space' };
      if (task.key === flaky && (nth === 1 || !alone)) return { kind: 'fault', reason: 'slow' };
      return graded(task.key);
    };
    const failed = await runBatch(tasks, { store, jobs: 4, gradeOne, signal });
    expect([...failed]).toEqual([[broken, { text: 'no space', gaps: [] }]]);
    expect(tries.get(flaky)).toBe(2);
    expect(await store.read(broken)).toBeUndefined();
  });

  it('finds what was stored whole, and nothing else', async () => {
    const folder = await mkdtemp(join(root, 'store-'));
    await writeFile(join(folder, `${key('a')}.json`), '{"schema":"of another kit"}');
    await writeFile(join(folder, `${key('b')}.json.x.tmp`), '{');
    const store = await Store.open(folder);
    expect(await store.read(key('a'))).toBeUndefined();
    expect(await readdir(folder)).toEqual([`${key('a')}.json`]);
  });

  it('begins nothing after it was interrupted, and lets what had begun end', async () => {
    const store = await storeIn();
    const stop = new AbortController();
    let begun = 0;
    let ended = 0;
    const gradeOne = async (task: { key: string }): Promise<Outcome> => {
      begun += 1;
      if (begun === 2) stop.abort(new Error('stopped'));
      await new Promise(setImmediate);
      ended += 1;
      return graded(task.key);
    };
    const batch = runBatch(tasks, { store, jobs: 2, gradeOne, signal: stop.signal });
    await expect(batch).rejects.toThrow('stopped');
    expect([begun, ended]).toEqual([2, 2]);
  });
});

describe('grading a course', () => {
  const files = new Map<string, string>();
  beforeAll(async () => {
    for (const source of ['one', 'two']) {
      const file = join(root, `${source}.ts`);
      await writeFile(file, source);
      files.set(source, file);
    }
  });
  const taken = (id: string, source: string): Taken => ({
    student: { id },
    attempt: { number: 1, of: 1, from: `${id}/server.ts` },
    ...(files.has(source) ? { file: files.get(source) ?? '' } : {}),
    sha256: files.has(source) ? sha256Of(source) : null,
    changed: source === 'two' ? ['zkv/store.ts'] : [],
    ...(files.has(source) ? {} : { problem: { code: 'file-missing', message: 'none', help: '' } }),
  });
  const intake = (): Intake => ({
    layout: 'folder',
    taken: [taken('bob', 'two'), taken('ada', 'one'), taken('cy', 'one'), taken('dan', '')],
    missing: [{ id: 'eve' }],
    skipped: [],
  });
  const terms = { rubric: DEFAULT_RUBRIC, tier: 'uid', chance: { seed: 's' } };

  /** Grades with a grader that counts, and fails where it is told to. */
  async function course(out: string, changes: Partial<CourseOptions> & { fails?: string } = {}) {
    const asked: string[] = [];
    const rows = await gradeCourse(intake(), {
      ...{ out, terms, jobs: 2, signal },
      grader: async () => async (task) => {
        asked.push(task.file);
        if (task.file === changes.fails) return { kind: 'fault', reason: 'no memory' };
        return graded(sha256Of(task.file));
      },
      ...changes,
    });
    return { rows, asked };
  }

  it('grades equal submissions once, and gives each student a row', async () => {
    const { rows, asked } = await course(join(root, 'course'));
    expect([...asked].sort()).toEqual([...files.values()].sort());
    expect(rows.map(({ student, status }) => [student.id, status])).toEqual([
      ['ada', 'graded'],
      ['bob', 'graded'],
      ['cy', 'graded'],
      ['dan', 'graded'],
      ['eve', 'missing'],
    ]);
    expect(rows[1]?.result?.notes).toEqual(['changed, but graded with the original: zkv/store.ts']);
    expect(rows[3]).toMatchObject({ score: 0, maxScore: 100, result: { problem: {} } });
  });

  it('asks for nothing when all is there, and for some again when told to', async () => {
    const out = join(root, 'again');
    const first = await course(out);
    const second = await course(out);
    expect(second.asked).toEqual([]);
    expect(second.rows).toEqual(first.rows);
    const again = await course(out, { students: ['bob'], again: true });
    expect(again.asked).toEqual([files.get('two')]);
    await expect(course(out, { students: ['nobody'] })).rejects.toThrow(/nobody/);
  });

  it('never gives a score for what could not be graded', async () => {
    const out = join(root, 'faults');
    const { rows } = await course(out, { fails: files.get('two') ?? '' });
    expect(rows[1]).toMatchObject({ status: 'not-graded', score: null, reason: 'no memory' });
    expect(await readdir(join(out, 'results'))).toHaveLength(1);
    const next = await course(out);
    expect(next.asked).toEqual([files.get('two')]);
    expect(next.rows[1]).toMatchObject({ status: 'graded' });
  });

  it('does not depend on how many are graded at once', async () => {
    const one = await course(join(root, 'one-job'), { jobs: 1 });
    const four = await course(join(root, 'four-jobs'), { jobs: 4 });
    expect(four.rows).toEqual(one.rows);
  });
});

describe('the tier of a batch', () => {
  /** A machine that can give `process`, and of the others those named. */
  const machine = (...given: string[]) => {
    const tier = (name: string) => ({ works: given.includes(name), why: `no ${name}`, checks: [] });
    const strongest = TIERS.find((name) => given.includes(name)) ?? 'process';
    const tiers = { bwrap: tier('bwrap'), uid: tier('uid'), process: tier('process') };
    return async () => ({ strongest, tiers });
  };

  it('is the strongest that the machine can give', async () => {
    expect(await tierFor('auto', machine('uid', 'process'))).toBe('uid');
    expect(await tierFor('uid', machine('bwrap', 'uid', 'process'))).toBe('uid');
  });

  it('is never `process` unless that is asked for by name', async () => {
    await expect(tierFor('auto', machine('process'))).rejects.toThrow(/--sandbox process/);
    expect(await tierFor('process', machine('process'))).toBe('process');
  });

  it('is refused, with the reason, where the machine cannot give it', async () => {
    await expect(tierFor('bwrap', machine('uid', 'process'))).rejects.toThrow(/no bwrap/);
  });
});

describe('the memory of a batch', () => {
  it('gives a batch that is continued its seed, and keeps no secret', async () => {
    const out = await mkdtemp(join(root, 'memory-'));
    expect(await recall(out)).toBeUndefined();
    const terms = { rubric: DEFAULT_RUBRIC, tier: 'uid' };
    await remember(out, { ...terms, chance: { seed: 'abc' } });
    expect(chanceOf({}, await recall(out))).toEqual({ seed: 'abc' });
    expect(chanceOf({ seed: 'x' }, await recall(out))).toEqual({ seed: 'x' });
    await remember(out, { ...terms, chance: { secret: 'sesame' } });
    expect(JSON.stringify(await recall(out))).not.toContain('sesame');
    expect(chanceOf({ secret: 'sesame' }, await recall(out))).toEqual({ secret: 'sesame' });
    const memory = await recall(out);
    expect(() => chanceOf({ secret: 'other' }, memory)).toThrow(/another secret/);
    expect(() => chanceOf({}, memory)).toThrow(/--secret/);
  });

  it('is of one course: students of another do not take the place of its grades', async () => {
    const out = await mkdtemp(join(root, 'memory-'));
    await mustBeOfCourse(out, ['ada']);
    await writeFile(join(out, 'submissions.json'), '[{"student":"bob","attempt":1}]');
    await mustBeOfCourse(out, ['ada', 'bob']);
    await expect(mustBeOfCourse(out, ['ada'])).rejects.toThrow(/another course: 1 students/);
  });

  it('is not read from what something else wrote', async () => {
    const out = await mkdtemp(join(root, 'memory-'));
    await writeFile(join(out, 'batch.json'), '{"schema":"x"}');
    await expect(recall(out)).rejects.toThrow(/was not written by grade:all/);
  });
});
