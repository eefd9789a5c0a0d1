import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refused } from '../grade.ts';
import { readRows, writeReports } from '../report/course/write.ts';
import { writeJson } from '../report/json.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import type { Intake, Taken } from '../submission/intake-types.ts';
import { gradeCourse, placesIn } from './course.ts';
import { sha256Of } from './job.ts';
import { recall, remember } from './memory.ts';
import { mergeShards } from './merge.ts';
import type { Terms } from './plan.ts';
import { checkShard, inShard, type Shard, shardIn, shardText } from './shard.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const terms: Terms = { rubric: DEFAULT_RUBRIC, tier: 'uid', chance: { seed: 's' } };
const skipped = [{ path: '.DS_Store', why: 'not a submission' }];

/** Two attempts of ada, equal ones of bob and cy, nothing to build of dan, nothing of eve and fay. */
async function intakeAt(out: string): Promise<Intake> {
  const taken = async (id: string, number: number, of: number, source?: string): Promise<Taken> => {
    const attempt = { number, of, from: `${id}/server.ts` };
    const common = { student: { id }, attempt, changed: [] };
    if (source === undefined) {
      const problem = { code: 'file-missing', message: 'none', help: '' } as const;
      return { ...common, sha256: null, problem };
    }
    const file = join(placesIn(out).staging, id, `${number}`, 'server.ts');
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, source);
    return { ...common, file, sha256: sha256Of(source) };
  };
  return {
    layout: 'folder',
    taken: [
      await taken('ada', 1, 2, 'first'),
      await taken('ada', 2, 2, 'second'),
      await taken('bob', 1, 1, 'same'),
      await taken('cy', 1, 1, 'same'),
      await taken('dan', 1, 1),
    ],
    missing: [{ id: 'eve' }, { id: 'Fay' }],
    notOnRoster: ['cy'],
    skipped,
  };
}

/** Grades as grade:all does, with a grader that gives each source the same result everywhere. */
async function graded(name: string, shard?: Shard, changed: Partial<Terms> = {}): Promise<string> {
  const out = join(root, name);
  const all = await intakeAt(out);
  const intake = shard === undefined ? all : inShard(all, shard);
  const own = { ...terms, ...changed };
  await writeJson(skipped, join(out, 'skipped.json'));
  await remember(out, own, shard && shardText(shard));
  const rows = await gradeCourse(intake, {
    ...{ out, terms: own, jobs: 2, signal: new AbortController().signal },
    grader: async () => async (task) => {
      const sha256 = sha256Of(await readFile(task.file, 'utf8'));
      const problem = { code: 'build-failed', message: `no ${sha256}`, help: '' } as const;
      const options = { scenarios: [], rubric: DEFAULT_RUBRIC, seed: 's' };
      const result = refused('server.ts', problem, options, 'uid');
      return { kind: 'graded', result: { ...result, submission: { id: 's', sha256 } } };
    },
  });
  await writeReports(out, rows);
  return out;
}

const toValue = (text: string): unknown => JSON.parse(text);

async function filesOf(out: string): Promise<Record<string, unknown>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    const text = await readFile(path, 'utf8');
    // The order of fields means nothing.
    const content = name.endsWith('.jsonl') ? text.trim().split('\n').map(toValue) : text;
    return [path.slice(out.length), name.endsWith('.json') ? toValue(text) : content] as const;
  });
  return Object.fromEntries((await Promise.all(texts)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const all = (of: number): Shard[] =>
  Array.from({ length: of }, (_, index) => ({ index: index + 1, of }));

describe('a shard', () => {
  it('is i of n, and nothing else', () => {
    expect(shardIn('2/8')).toEqual({ index: 2, of: 8 });
    for (const wrong of ['0/8', '9/8', '2', '2/', '-1/8', '1/0', '1/1001', '1/2/3', '1.5/2']) {
      expect(() => shardIn(wrong), wrong).toThrow(/Expected i\/n/);
    }
  });

  it('has each student once, with all attempts, whatever the order of a download', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 1, max: 9 }), (handedIn, absent, of) => {
        const attempts = handedIn.flatMap((id) =>
          [1, 2].map((number) => ({
            student: { id },
            attempt: { number, of: 2, from: 'x' },
            ...{ sha256: null, changed: [] },
          })),
        );
        const missing = absent.filter((id) => !handedIn.includes(id)).map((id) => ({ id }));
        const intake: Intake = { layout: 'folder', taken: attempts, missing, skipped: [] };
        const shards = all(of).map((shard) => inShard(intake, shard));
        const places = (of: (shard: Intake) => readonly unknown[]) => shards.flatMap(of);
        expect(places(({ taken }) => taken)).toHaveLength(attempts.length);
        expect(new Set(places(({ taken }) => taken))).toEqual(new Set(attempts));
        expect(new Set(places(({ missing }) => missing))).toEqual(new Set(missing));
        const sizes = shards.map(
          ({ taken, missing }) =>
            new Set(taken.map(({ student }) => student.id)).size + missing.length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const turned = {
          ...intake,
          taken: [...attempts].reverse(),
          missing: [...missing].reverse(),
        };
        for (const [place, shard] of all(of).entries()) {
          expect(new Set(inShard(turned, shard).taken)).toEqual(new Set(shards[place]?.taken));
        }
      }),
    );
  });

  it('needs a seed or a secret, or those of the batch that it goes on with', async () => {
    const shard = { index: 1, of: 2 };
    expect(() => checkShard(shard, {}, undefined)).toThrow(/--seed or --secret/);
    checkShard(shard, { seed: 'x' }, undefined);
    checkShard(shard, { secret: 'x' }, undefined);
    checkShard(undefined, {}, undefined);
    const memory = await recall(await graded('begun', shard));
    checkShard(shard, {}, memory);
    expect(() => checkShard({ index: 2, of: 2 }, { seed: 's' }, memory)).toThrow(
      /holds shard 1\/2/,
    );
    expect(() => checkShard(undefined, {}, memory)).toThrow(/no shard was asked for/);
    const whole = await recall(await graded('begun-whole'));
    expect(() => checkShard(shard, { seed: 's' }, whole)).toThrow(/holds a whole course/);
  });
});

describe('merging shards', () => {
  const merge = async (out: string, folders: string[], partial = false): Promise<string> => {
    const target = join(root, out);
    await writeReports(target, await mergeShards(folders, { out: target, partial }));
    return target;
  };
  const parts = async (of: number, name = `part-${of}`): Promise<string[]> => {
    const folders: string[] = [];
    for (const shard of all(of)) folders.push(await graded(`${name}-${shard.index}`, shard));
    return folders;
  };

  it.each([1, 2, 3, 9])(
    'gives the files of a course that was graded at once, of %i',
    async (of) => {
      const whole = await graded(`whole-${of}`);
      const merged = await merge(`merged-${of}`, (await parts(of)).reverse());
      expect(await filesOf(merged)).toEqual(await filesOf(whole));
      expect(Object.keys(await filesOf(merged))).toHaveLength(4 + 3 + 4 + 4);
    },
  );

  it('refuses shards that are missing, unless told to merge some', async () => {
    const [first = '', , third = ''] = await parts(3, 'missing');
    await expect(merge('some', [third, first])).rejects.toThrow(
      /1 of 3 .* missing: 2\/3.*--partial/,
    );
    const rows = await readRows(await merge('some', [third, first], true));
    const ids = new Set(rows.map(({ student }) => student.id));
    expect([...ids]).toEqual(['Fay', 'bob', 'cy', 'eve']);
  });

  it('refuses what is not the shards of one course', async () => {
    const [first = '', second = ''] = await parts(2, 'other');
    const refuses = (folders: string[], why: RegExp, out = 'refused') =>
      expect(merge(out, folders)).rejects.toThrow(why);
    await refuses([first, first], /are both shard 1\/2/);
    await refuses([first, join(root, 'nothing')], /has no batch.json/);
    await refuses([await graded('other-whole')], /a whole course, not a shard/);
    await refuses([first, await graded('other-3', { index: 2, of: 3 })], /expected shards of 2/);
    const seed = await graded('other-seed', { index: 2, of: 2 }, { chance: { seed: 't' } });
    await refuses([first, seed], /the same seed; saw s .* and t /);
    const tier = await graded('other-tier', { index: 2, of: 2 }, { tier: 'bwrap' });
    await refuses([first, tier], /the same tier; saw uid .* and bwrap /);
    await refuses([first, second], /this is one of the shards/, 'other-1');
    await refuses([first, second], /holds results of something else/, 'other-seed');
    await writeFile(join(second, 'submissions.json'), '[{"student":"x","file":"../../etc/x"}]');
    await refuses([first, second], /another form/);
    expect(await readdir(root)).not.toContain('refused');
  });

  it('refuses a student who is in two shards', async () => {
    const [first = '', second = ''] = await parts(2, 'twice');
    await writeFile(
      join(second, 'results.jsonl'),
      await readFile(join(first, 'results.jsonl'), 'utf8'),
    );
    await expect(merge('twice', [first, second])).rejects.toThrow(/student \w+ is in .*twice-1/);
  });
});
