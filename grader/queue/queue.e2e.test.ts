import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, QueueEvents } from 'bullmq';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';
import { readRows } from '../report/course/write.ts';
import { PREFIX, queueName } from './names.ts';
import { hasRedis, startRedis, type TestRedis } from './redis-for-tests.ts';

/** Cheap: what a queue does with a result does not depend on what is in it. */
const RUBRIC = { scenarios: { 'commit-shape': { points: 100, needs: [] } } };
const SUBMISSIONS = 9;
const WORKERS = 3;
const COMMAND_LIMIT_MS = 120_000;
const TEST_LIMIT_MS = 180_000;

describe.runIf(hasRedis())('grade:all --queue with grade:worker', () => {
  let redis: TestRedis;
  let root = '';
  beforeAll(async () => {
    redis = await startRedis();
    root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    await writeFile(join(root, 'rubric.json'), JSON.stringify(RUBRIC));
    const starter = await readFile(join(ROOT, 'starter/zpbft/server.ts'), 'utf8');
    for (let index = 0; index < SUBMISSIONS; index += 1) {
      const folder = join(root, 'download', `student-${index}`);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'server.ts'), `${starter}\n// ${index}\n`);
    }
  });
  afterAll(async () => {
    await redis.stop();
    await rm(root, { recursive: true, force: true });
  });

  const command = (name: string, ...args: string[]) =>
    execa(process.execPath, ['grader/start.mjs', name, ...args], {
      cwd: ROOT,
      env: { TMPDIR: root, INIT_CWD: ROOT },
      reject: false,
      timeout: COMMAND_LIMIT_MS,
    });
  const gradeAll = (out: string, ...args: string[]) =>
    command(
      ...(['grade-all', join(root, 'download'), '--out', join(root, out)] as const),
      ...['--rubric', join(root, 'rubric.json'), '--seed', 's1', '--sandbox', 'process', ...args],
    );

  /** What a batch kept, without the times that it took. */
  async function keptIn(out: string): Promise<Record<string, string>> {
    const names = await readdir(join(root, out, 'results'));
    const entries = names.sort().map(async (name) => {
      const text = await readFile(join(root, out, 'results', name), 'utf8');
      const timeless = text
        .replace(/"(durationMs|starts)":\s*\d+/g, '"$1":0')
        .replace(/"waitedMs":\s*\{[^}]*\}/g, '"waitedMs":{}');
      return [name, timeless] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  it(
    'gives the results of one machine, though a worker is killed and Redis starts anew',
    async () => {
      const connection = { host: redis.host, port: redis.port };
      const queue = new Queue(queueName('process'), { connection, prefix: PREFIX });
      const events = new QueueEvents(queueName('process'), { connection, prefix: PREFIX });
      queue.on('error', () => {}); // Redis is away for a while
      events.on('error', () => {});
      await events.waitUntilReady();
      const completed: string[] = [];
      events.on('completed', ({ jobId }) => void completed.push(jobId));

      const producer = gradeAll('queued', '--queue', redis.url);
      await expect.poll(() => queue.getWaitingCount(), { timeout: 60_000 }).toBe(SUBMISSIONS);

      /** The first job that is taken, and by which process. */
      const taken = new Promise<{ key: string; pid: number }>((resolve) => {
        events.on('active', async ({ jobId }) => {
          const job = await queue.getJob(jobId);
          const pid = Number(job?.processedBy?.slice(hostname().length + 1));
          if (pid > 0) resolve({ key: jobId, pid });
        });
      });
      const workers = Array.from({ length: WORKERS }, () =>
        command('grade-worker', '--queue', redis.url, '--sandbox', 'process', '--jobs', '1'),
      );
      // A worker that finds no Redis at its start ends: each must have found it.
      const found = workers.map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.stdout.once('data', () => resolve());
          }),
      );
      const { key, pid } = await taken;
      const killed = workers.find((worker) => worker.pid === pid);
      expect(killed?.kill('SIGKILL')).toBe(true);
      expect(completed).not.toContain(key);
      await Promise.all(found);
      await redis.restart();

      // Meanwhile: until a killed worker's job is free, not much happens.
      const [queued, local] = await Promise.all([producer, gradeAll('local', '--jobs', '1')]);
      expect([queued.exitCode, queued.stderr], queued.stdout).toEqual([0, '']);
      expect([local.exitCode, local.stderr], local.stdout).toEqual([0, '']);
      for (const worker of workers) worker.kill('SIGTERM');
      const ended = await Promise.all(workers);
      const codes = ended.map((worker) => worker.exitCode ?? worker.signal);
      expect(codes.sort()).toEqual([143, 143, 'SIGKILL']);
      expect(queued.stdout).toContain(`lost the connection to ${redis.url}/0`);

      const kept = await keptIn('queued');
      expect(Object.keys(kept)).toHaveLength(SUBMISSIONS);
      expect(kept[`${key}.json`]).toBeDefined();
      expect(kept).toEqual(await keptIn('local'));
      const rows = await readRows(join(root, 'queued'));
      expect(rows.map(({ status }) => status)).toEqual(Array(SUBMISSIONS).fill('graded'));

      expect(await queue.getJobCounts()).toMatchObject({ waiting: 0, active: 0, completed: 0 });
      await events.close();
      await queue.close();
    },
    TEST_LIMIT_MS,
  );
});
