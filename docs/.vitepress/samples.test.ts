import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFixtures, readSkeleton } from '../../fixtures/load.ts';
import { grade } from '../../grader/grade.ts';
import { strip } from '../../grader/regions/transform.ts';
import type { Result } from '../../grader/score/result.ts';
import { DEFAULT_RUBRIC } from '../../grader/score/rubric.ts';
import { select } from '../../grader/select.ts';

/** Short, since it stands in the handout. */
const SEED = 'a1b2c3';
const GRADE_LIMIT_MS = 120_000;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the reports in the handout are those that a student gets today', () => {
  it('of a server that checks no signature', { timeout: GRADE_LIMIT_MS }, async () => {
    const fixture = loadFixtures().find(({ name }) => name === 'signature-unchecked');
    const result = await graded(fixture?.source ?? '');
    const failed = result.scenarios.filter(({ status }) => status === 'failed');
    expect(failed.map(({ id }) => id)).toEqual(['forged-signature']);
    await expect(stored({ ...result, scenarios: failed })).toMatchFileSnapshot(
      'samples/forged-signature.json',
    );
  });

  it('of a file that does not compile', { timeout: GRADE_LIMIT_MS }, async () => {
    const starter = strip(readSkeleton());
    const broken = starter.replace('CommitRpc(args: CommitArgs)', 'CommitRpc(args: CommitArgs');
    expect(broken).not.toBe(starter);
    const result = await graded(broken);
    expect(result.problem?.code).toBe('build-failed');
    await expect(stored({ ...result, scenarios: [] })).toMatchFileSnapshot(
      'samples/build-failed.json',
    );
  });
});

async function graded(source: string): Promise<Result> {
  const path = join(directory, 'server.ts');
  await writeFile(path, source);
  const scenarios = select(['forged-signature'], DEFAULT_RUBRIC);
  return grade({ path, seed: SEED, scenarios, rubric: DEFAULT_RUBRIC });
}

/** A result without what is another one on every machine and in every run. */
function stored(result: Result): string {
  const scenarios = result.scenarios.map(({ waitedMs: _, ...one }) => ({ ...one, durationMs: 0 }));
  const same = { kit: '', node: '', starts: 0, durationMs: 0, scenarios };
  return `${JSON.stringify({ ...result, ...same }, null, 2)}\n`;
}
