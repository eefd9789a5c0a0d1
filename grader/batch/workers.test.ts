import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import type { Result } from '../score/result.ts';
import { DEFAULT_RUBRIC, type Rubric } from '../score/rubric.ts';
import { sha256Of } from './job.ts';
import type { Order } from './worker.ts';
import { Workers } from './workers.ts';

const LIMIT_MS = 120_000;
const FEW = ['commit-shape', 'vote-digest', 'quorum-f1'];
const never = new AbortController().signal;

/** A few scenarios, so that a grade is short. */
const rubric: Rubric = {
  ...DEFAULT_RUBRIC,
  scenarios: Object.fromEntries(
    Object.entries(DEFAULT_RUBRIC.scenarios)
      .filter(([id]) => FEW.includes(id))
      .map(([id, entry]) => [id, { ...entry, needs: [] }]),
  ),
};

/** The reference, with one text of it replaced. */
async function sourceOf(from = '', to = ''): Promise<string> {
  const source = await readFile(join(ROOT, 'solution', STUDENT_FILE), 'utf8');
  expect(source).toContain(from);
  return source.replaceAll(from, to);
}

function orderOf(source: string, { tier = 'process', slot = 0 } = {}): Order {
  const job = { key: sha256Of(source), source, kit: '1', rubric, seed: 'seed', tier };
  return { job, slot, calibratedMs: 200 };
}

function start(): Workers {
  const workers = new Workers();
  onTestFinished(() => workers.end());
  return workers;
}

/** What of a result may not depend on when and where it was made. */
const whatCounts = ({ score, scenarios }: Result) => [
  score,
  scenarios.map(({ id, status, traceHash }) => [id, status, traceHash]),
];

/** Processes below this one that grade. */
function graders(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return Number(parent) === process.pid && words.includes('grade-one');
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

describe.skipIf(process.platform !== 'linux')('the processes that grade', () => {
  it(
    'give in a row what each gives in a process of its own',
    async () => {
      const workers = start();
      const sources = [
        await sourceOf(),
        await sourceOf("verify('commit', msg, signature, peer.publicKey)", 'true'),
        await sourceOf('cert.commitBallot() < 2 * this.f', 'cert.commitBallot() < 1'),
        await sourceOf('async commit(', 'async commit {'),
        await sourceOf(),
      ];
      const results: unknown[] = [];
      let pid: number | undefined;
      for (const source of sources) {
        const { outcome } = await workers.grade(orderOf(source), never);
        if (outcome.kind === 'fault') throw new Error(outcome.reason);
        results.push(whatCounts(outcome.result));
        const [seen] = graders();
        pid ??= seen;
        expect(seen).toBe(pid);
      }
      expect(results[4]).toEqual(results[0]);
      for (const index of [1, 2, 3]) {
        const alone = start();
        const { outcome } = await alone.grade(orderOf(sources[index] ?? ''), never);
        if (outcome.kind === 'fault') throw new Error(outcome.reason);
        expect(whatCounts(outcome.result)).toEqual(results[index]);
        await alone.end();
      }
    },
    LIMIT_MS,
  );

  it(
    'are replaced when one has ended, and say so',
    async () => {
      const workers = start();
      const order = orderOf(await sourceOf());
      expect((await workers.grade(order, never)).outcome.kind).toBe('graded');
      const [pid] = graders();
      if (pid === undefined) throw new Error('nobody grades');
      process.kill(pid, 'SIGKILL');
      const { outcome } = await workers.grade(order, never);
      expect(outcome).toMatchObject({ kind: 'fault', reason: expect.stringContaining('SIGKILL') });
      expect((await workers.grade(order, never)).outcome.kind).toBe('graded');
      expect(graders()).not.toContain(pid);
    },
    LIMIT_MS,
  );

  it(
    'end when they are told to, also in the middle of a grade, and leave nobody behind',
    async () => {
      const workers = start();
      const stop = new AbortController();
      const order = orderOf(await sourceOf());
      const graded = [0, 1].map((slot) => workers.grade({ ...order, slot }, stop.signal));
      const ended = Promise.allSettled(graded);
      await expect.poll(graders, { timeout: LIMIT_MS }).toHaveLength(2);
      stop.abort(new Error('enough'));
      for (const end of await ended) expect(end).toMatchObject({ reason: { message: 'enough' } });
      expect(graders()).toEqual([]);
    },
    LIMIT_MS,
  );
});
