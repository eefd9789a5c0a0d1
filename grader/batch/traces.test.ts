import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CourseRow } from '../score/course.ts';
import { Result, type ScenarioResult } from '../score/result.ts';
import type { SceneTrace } from '../score/trace.ts';
import { placesIn } from './course.ts';
import { keyOf, sha256Of } from './job.ts';
import { jobOf } from './plan.ts';
import { Store } from './store.ts';
import { storedIn } from './stored.ts';
import { withFailedTraces, withoutTraces } from './traces.ts';

/** A trace whose JSON is about so long. */
const traceOf = (characters: number): SceneTrace => ({
  ...{ f: 1, view: 0, servers: 4, real: [0], messages: [] },
  events: [{ atMs: 0, kind: 'note', after: 0, text: 'x'.repeat(characters) }],
});

const scenario = (id: string, status: ScenarioResult['status'], characters: number) => ({
  ...{ id, group: 'g', story: 's', status, score: 0, maxScore: 1, durationMs: 1 },
  traces: [traceOf(characters)],
  traceHash: `hash of ${id}`,
});

const resultOf = (scenarios: readonly ScenarioResult[]): Result =>
  Result.parse({
    ...{ schema: 'pbft-lab/result/v1', kit: '1', score: 0, maxScore: 1, seed: 's', sandbox: 'uid' },
    ...{ node: '20', durationMs: 7, starts: 1, notes: [], scenarios },
    submission: { id: 'server.ts', sha256: 'a' },
  });

const kept = (result: Result): (string | undefined)[] =>
  result.scenarios.map(({ traces, traceHash }) =>
    traces === undefined ? traceHash && 'hash only' : 'whole',
  );

describe('traces in a stored result', () => {
  const played = resultOf([
    scenario('small', 'failed', 100),
    scenario('large', 'failed', 5_000),
    scenario('fine', 'passed', 10),
    scenario('middle', 'failed', 1_000),
  ]);

  it('are those of what failed only', () => {
    expect(kept(withFailedTraces(played))).toEqual(['whole', 'whole', undefined, 'whole']);
  });

  it('stay below a limit: the largest goes first, and leaves its hash', () => {
    const result = withFailedTraces(played, 2_000);
    expect(kept(result)).toEqual(['whole', 'hash only', undefined, 'whole']);
    const traces = result.scenarios.flatMap(({ traces = [] }) => traces);
    expect(JSON.stringify(traces).length).toBeLessThan(2_000);
    expect(kept(withFailedTraces(played, 10))).toEqual([
      'hash only',
      'hash only',
      undefined,
      'hash only',
    ]);
  });

  it('change nothing else', () => {
    const bare = resultOf(played.scenarios.map(({ traces: _, traceHash: __, ...rest }) => rest));
    expect(withoutTraces(withFailedTraces(played, 2_000))).toEqual(bare);
    expect(withFailedTraces(bare)).toEqual(bare);
  });
});

describe('a result by the row of its student', () => {
  let out = '';
  const conditions = { kit: '1', rubric: { groups: {}, scenarios: {} }, seed: 's', tier: 'uid' };
  const key = keyOf(sha256Of('source'), conditions);
  const stored = resultOf([scenario('small', 'failed', 100)]);
  const row = (student: string, result: Result): CourseRow => ({
    ...{ schema: 'pbft-lab/row/v1', student: { id: student }, status: 'graded' },
    attempt: { number: 2, of: 2, from: 'x' },
    ...{ rawScore: 0, score: 0, maxScore: 1, result },
  });

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    await (await Store.open(placesIn(out).results)).write(key, stored);
    const source = { student: 'ada', attempt: 2, file: 'submissions/1/server.ts', sha256: 'a' };
    await writeFile(placesIn(out).sources, JSON.stringify([{ ...source, result: key }]));
  });
  afterAll(() => rm(out, { recursive: true, force: true }));

  it('is found with its traces, by student and attempt', async () => {
    const find = await storedIn(out);
    expect(kept((await find(row('ada', withoutTraces(stored)))) ?? expect.fail())).toEqual([
      'whole',
    ]);
    expect(await find(row('bob', stored))).toBeUndefined();
  });

  it('is not taken when the row is of another grade, or nobody says where it is', async () => {
    const find = await storedIn(out);
    expect(await find(row('ada', { ...stored, durationMs: 8 }))).toBeUndefined();
    const none = await storedIn(join(out, 'nowhere'));
    expect(await none(row('ada', stored))).toBeUndefined();
  });

  it('is asked for with its traces or without, under one key', async () => {
    const file = join(out, 'server.ts');
    await writeFile(file, 'source');
    const task = { key, file, conditions };
    expect(await jobOf({ ...task, traces: true })).toEqual({
      ...(await jobOf(task)),
      traces: true,
    });
  });
});
