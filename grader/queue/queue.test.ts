import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { type Job, keyOf, type Outcome, sha256Of } from '../batch/job.ts';
import type { SourceTask } from '../batch/plan.ts';
import { refused } from '../grade.ts';
import { TIERS } from '../sandbox/tiers.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { addressOf } from './address.ts';
import { PREFIX, queueName } from './names.ts';
import { type QueueGrader, queueGrader } from './producer.ts';
import { hasRedis, startRedis, type TestRedis } from './redis-for-tests.ts';
import { wantedAt } from './wanted.ts';
import { type WorkerOptions, work } from './worker.ts';

/** Shorter than what a worker owns without a sign of life. */
const AT_ONCE_MS = 5_000;
/** Sooner than by default, when an event was missed. */
const LOOK_AGAIN_MS = 200;

describe.runIf(hasRedis())('a queue', () => {
  let redis: TestRedis;
  let root = '';
  beforeAll(async () => {
    redis = await startRedis();
    root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  });
  afterAll(async () => {
    await redis.stop();
    await rm(root, { recursive: true, force: true });
  });

  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    const client = new Redis(redis.port, redis.host);
    await client.flushall();
    client.disconnect();
  });

  /** A tier of the test's own has a queue of its own. */
  const tier = 'uid';
  const conditions = { kit: manifest.version, rubric: DEFAULT_RUBRIC, seed: 's', tier };

  async function tasksOf(count: number): Promise<SourceTask[]> {
    const sources = Array.from({ length: count }, (_, index) => `source ${index}`);
    return Promise.all(
      sources.map(async (source, index) => {
        const file = join(root, `${index}.ts`);
        await writeFile(file, source);
        return { key: keyOf(sha256Of(source), conditions), file, conditions };
      }),
    );
  }

  function graded({ source, seed, rubric }: Job): Outcome {
    const problem = { code: 'build-failed', message: 'no', help: 'mend it' } as const;
    const result = refused('server.ts', problem, { scenarios: [], rubric, seed }, tier);
    return {
      kind: 'graded',
      result: { ...result, submission: { id: 's', sha256: sha256Of(source) } },
    };
  }

  async function producer(signal = new AbortController().signal): Promise<QueueGrader> {
    const grader = await queueGrader(addressOf(redis.url), {
      ...{ tier, signal, lookAgainMs: LOOK_AGAIN_MS },
      say: () => {},
    });
    ends.push(grader.close);
    return grader;
  }

  /** Starts a worker; it ends with the test, or when `stop` is called. */
  function worker(gradeOne: WorkerOptions['gradeOne'], changes: Partial<WorkerOptions> = {}) {
    const controller = new AbortController();
    const address = addressOf(redis.url);
    const said: string[] = [];
    const ended = work({
      ...{ address, tier, jobs: 1, drain: false, gradeOne, signal: controller.signal },
      say: (line) => void said.push(line),
      ...changes,
    });
    ended.catch(() => {}); // looked at by the tests that expect it
    const stop = async (): Promise<void> => {
      controller.abort(new Error('told to end'));
      await ended.catch(() => {});
    };
    ends.push(stop);
    return { ended, stop, said };
  }

  /** Rejects when aborted, as a grade does. */
  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });

  async function everything(): Promise<string> {
    const client = new Redis(redis.port, redis.host);
    let text = '';
    for (const key of await client.keys('*')) {
      text += `${key} ${JSON.stringify(await client.dump(key))}\n`;
    }
    client.disconnect();
    return text;
  }

  it('shares work among workers, each job once, and forgets what was kept', async () => {
    const tasks = await tasksOf(12);
    const by: Record<string, string[]> = { one: [], other: [] };
    const gradeBy = (name: string) => async (job: Job) => {
      by[name]?.push(job.source);
      await new Promise(setImmediate);
      return graded(job);
    };
    const grader = await producer();
    worker(gradeBy('one'), { jobs: 2 });
    worker(gradeBy('other'));
    await expect.poll(() => grader.workers()).toBe(2);
    const outcomes = await Promise.all(tasks.map((task) => grader.gradeOne(task)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(tasks.map(() => 'graded'));
    const all = Object.values(by).flat().sort();
    expect(all).toEqual(tasks.map((_, index) => `source ${index}`).sort());
    for (const { key } of tasks) grader.kept(key);
    await grader.close();
    const left = await everything();
    expect(left).toContain(queueName(tier));
    for (const { key } of tasks) expect(left).not.toContain(key);
    expect(left).not.toContain('mend it');
  });

  it('keeps what was graded while no producer ran, for the next one', async () => {
    const tasks = await tasksOf(3);
    const stop = new AbortController();
    const first = await producer(stop.signal);
    const asked = tasks.map((task) => first.gradeOne(task));
    const rejected = Promise.allSettled(asked);
    const queue = new Queue(queueName(tier), { connection: { ...redis }, prefix: PREFIX });
    ends.push(() => queue.close());
    await expect.poll(() => queue.getWaitingCount()).toBe(3);
    stop.abort(new Error('stopped'));
    expect((await rejected).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    await first.close();
    let count = 0;
    await worker(
      async (job) => {
        count += 1;
        return graded(job);
      },
      { drain: true },
    ).ended;
    const second = await producer();
    const outcomes = await Promise.all(tasks.map((task) => second.gradeOne(task)));
    expect(outcomes.every(({ kind }) => kind === 'graded')).toBe(true);
    expect(count).toBe(3);
  });

  it('gives the jobs of a worker that is told to end to another at once', async () => {
    const [task] = await tasksOf(1);
    if (task === undefined) throw new Error('no task');
    const grader = await producer();
    let begun = (): void => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = worker(async (_, __, signal) => {
      begun();
      return untilAborted(signal);
    });
    const outcome = grader.gradeOne(task);
    await isBegun;
    await slow.stop();
    const startMs = performance.now();
    worker(async (job) => graded(job));
    expect((await outcome).kind).toBe('graded');
    expect(performance.now() - startMs).toBeLessThan(AT_ONCE_MS);
  });

  it('loses nothing when a worker finds its machine unfit, and ends that worker', async () => {
    const [task] = await tasksOf(1);
    if (task === undefined) throw new Error('no task');
    const { EnvironmentError } = await import('../errors.ts');
    const grader = await producer();
    const broken = worker(async () => {
      throw new EnvironmentError('no space left');
    });
    const outcome = grader.gradeOne(task);
    await expect(broken.ended).rejects.toThrow('no space left');
    worker(async (job) => graded(job));
    expect((await outcome).kind).toBe('graded');
  });

  it('takes a lie, and a worker that throws, for a fault', async () => {
    const tasks = await tasksOf(2);
    let nth = 0;
    const lie = async ({ data }: { data: Job }) => {
      nth += 1;
      if (nth === 2) throw new Error('a worker of another make');
      return graded({ ...data, source: 'another' });
    };
    const liar = new Worker(queueName(tier), lie, {
      connection: { ...redis, maxRetriesPerRequest: null },
      prefix: PREFIX,
    });
    ends.push(() => liar.close());
    const grader = await producer();
    const outcomes: Outcome[] = [];
    for (const task of tasks) outcomes.push(await grader.gradeOne(task));
    expect(outcomes).toMatchObject([
      { kind: 'fault', reason: 'a worker returned a result with another source' },
      { kind: 'fault', reason: 'no worker could grade it: a worker of another make' },
    ]);
  });

  it('grades no job that is not what its key says', async () => {
    const queue = new Queue(queueName(tier), { connection: { ...redis }, prefix: PREFIX });
    ends.push(() => queue.close());
    const [task] = await tasksOf(1);
    const job = { key: task?.key, source: 'swapped', ...conditions };
    await queue.add('grade', job, { jobId: task?.key ?? '' });
    const asked: string[] = [];
    await worker(
      async (job) => {
        asked.push(job.source);
        return graded(job);
      },
      { drain: true },
    ).ended;
    const ended = await queue.getJob(task?.key ?? '');
    expect(asked).toEqual([]);
    const reason = 'the key of the job is not that of its content';
    expect(ended?.returnvalue).toEqual({ kind: 'fault', reason });
  });

  it('adds jobs again that Redis has lost', async () => {
    const tasks = await tasksOf(2);
    const grader = await producer();
    const outcomes = Promise.all(tasks.map((task) => grader.gradeOne(task)));
    const client = new Redis(redis.port, redis.host);
    const queue = new Queue(queueName(tier), { connection: { ...redis }, prefix: PREFIX });
    ends.push(() => queue.close());
    await expect.poll(() => queue.getWaitingCount()).toBe(2);
    await client.flushall();
    client.disconnect();
    worker(async (job) => graded(job));
    expect((await outcomes).map(({ kind }) => kind)).toEqual(['graded', 'graded']);
  });

  it('goes on after Redis was away, and both ends say so once', async () => {
    const tasks = await tasksOf(3);
    const said: string[] = [];
    const options = { tier, say: (line: string) => void said.push(line) };
    const signal = new AbortController().signal;
    const grader = await queueGrader(addressOf(redis.url), { ...options, signal });
    ends.push(grader.close);
    let goOn = (): void => {};
    const going = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let begun = (): void => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { said: heard } = worker(async (job) => {
      begun();
      await going;
      return graded(job);
    });
    const outcomes = Promise.all(tasks.map((task) => grader.gradeOne(task)));
    await isBegun;
    await redis.restart(async () => goOn());
    expect((await outcomes).map(({ kind }) => kind)).toEqual(['graded', 'graded', 'graded']);
    for (const lines of [said, heard]) {
      await expect.poll(() => lines).toHaveLength(2);
      expect(lines[0]).toMatch(/^lost the connection to redis:/);
      expect(lines[1]).toMatch(/ is back$/);
    }
  });

  it('tells which tiers there is work for, and the rubric of what is next', async () => {
    const [task] = await tasksOf(1);
    if (task === undefined) throw new Error('no task');
    const stop = new AbortController();
    const address = addressOf(redis.url);
    expect(await wantedAt(address, TIERS)).toEqual([]);
    const grader = await producer(stop.signal);
    const outcome = grader.gradeOne(task);
    await expect.poll(() => wantedAt(address, TIERS)).toEqual([{ tier, rubric: DEFAULT_RUBRIC }]);
    stop.abort(new Error('stopped'));
    await expect(outcome).rejects.toThrow('stopped');
  });

  it('does not wait for ever for workers that never come', async () => {
    const [task] = await tasksOf(1);
    if (task === undefined) throw new Error('no task');
    const signal = new AbortController().signal;
    const options = { tier, say: () => {}, signal, quietLimitMs: 50 };
    const grader = await queueGrader(addressOf(redis.url), options);
    ends.push(grader.close);
    await expect(grader.gradeOne(task)).rejects.toThrow(/no worker has ended anything/);
  });
});
