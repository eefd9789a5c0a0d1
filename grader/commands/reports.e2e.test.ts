import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CourseDiff } from '../score/compare.ts';
import type { CourseRow } from '../score/course.ts';
import { GradescopeResults } from '../score/formats.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Paths are meant from where a person typed them. */
const run = (command = '', ...args: string[]) =>
  execa(process.execPath, ['--import', 'tsx', `grader/commands/${command}.ts`, ...args], {
    cwd: ROOT,
    reject: false,
    env: { TMPDIR: directory, INIT_CWD: directory, GITHUB_ACTIONS: 'true' },
  });

/** A folder as grade:all leaves it, with one student. */
async function courseIn(name: string, score: number): Promise<void> {
  const row: CourseRow = {
    schema: 'pbft-lab/row/v1',
    student: { id: 'ada' },
    status: 'graded',
    attempt: { number: 1, of: 1, from: 'ada', submittedAt: '2026-12-01T00:00:00Z' },
    rawScore: score,
    score,
    maxScore: 100,
    result: {
      schema: 'pbft-lab/result/v1',
      kit: '1',
      score,
      maxScore: 100,
      seed: 's',
      sandbox: 'bwrap',
      node: '20',
      durationMs: 1,
      starts: 1,
      submission: { id: 'ada', sha256: 'a' },
      notes: [],
      scenarios: [],
    },
  };
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'results.jsonl'), `${JSON.stringify(row)}\n`);
}

describe.concurrent('a command', () => {
  it('grade:report writes all files anew, with a late policy and the raw score kept', async () => {
    await courseIn('out', 80);
    const policy = ['--due', '2026-11-30T12:00:00Z', '--late', '10/day'];
    const { stdout, exitCode } = await run('grade-report', 'out', ...policy);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 student graded\nmean 72.0, median 72.0');
    expect(stdout).toMatch(/70–79 % {2}1 {2}█+$/m);
    expect(stdout).toContain(`wrote ${join(directory, 'out', 'grades.csv')}`);
    const grades = await readFile(join(directory, 'out', 'grades.csv'), 'utf8');
    expect(grades).toContain('ada,,,,graded,72,100,80,yes,1,0,8,2026-12-01T00:00:00Z');
  });

  it('grade:report tells a user’s mistake, with exit code 2', async () => {
    await courseIn('alone', 80);
    const { stderr, exitCode } = await run('grade-report', 'alone', '--late', '10/day');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^error: --late: say with --due .*\nSee npm run grade:report -- --help$/,
    );
  });

  it('grade:diff ends with 1 when something differs', async () => {
    await Promise.all([courseIn('a', 80), courseIn('b', 90)]);
    const { stdout, exitCode } = await run('grade-diff', 'a', 'b', '--json', 'diff.json');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('ada  80 → 90  +10');
    const json = await readFile(join(directory, 'diff.json'), 'utf8');
    expect(CourseDiff.parse(JSON.parse(json)).changed).toHaveLength(1);
  });

  it('grade:diff ends with 0 when nothing differs, and says so as JSON', async () => {
    await courseIn('same', 80);
    const { stdout, exitCode } = await run('grade-diff', 'same', 'same', '--json', '-');
    expect(exitCode).toBe(0);
    expect(CourseDiff.parse(JSON.parse(stdout)).changed).toEqual([]);
  });

  it('grade --format writes files, and a runner of GitHub finds no command in the log', async () => {
    await writeFile(join(directory, 'output'), 'before=1\n');
    const { stdout, exitCode } = await run(
      ...['grade', join(ROOT, 'solution'), '--only', 'commit-shape', '--seed', 's'],
      ...['--format', 'gradescope=results.json', '--format', 'github-classroom=output'],
    );
    expect(exitCode).toBe(0);
    const results = JSON.parse(await readFile(join(directory, 'results.json'), 'utf8'));
    const { tests } = GradescopeResults.parse(results);
    expect(tests?.map(({ status }) => status)).toEqual(['passed']);
    expect(await readFile(join(directory, 'output'), 'utf8')).toMatch(/^before=1\nresult=\S+\n$/);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^::stop-commands::[\w-]{20,}$/);
    expect(lines.at(-1)).toBe(lines[0]?.replace('::stop-commands', '').concat('::'));
  });
});
