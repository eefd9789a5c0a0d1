import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result, ScenarioResult } from '../score/result.ts';
import { writeJson } from './json.ts';
import { plain } from './plain.ts';
import { Progress } from './progress.ts';
import { TerminalReport } from './terminal.ts';

const passed: ScenarioResult = {
  id: 'commit-shape',
  group: 'broadcast',
  story: 'a Commit goes out',
  status: 'passed',
  score: 14,
  maxScore: 14,
  durationMs: 5,
};
const failed: ScenarioResult = {
  ...passed,
  id: 'quorum-f1',
  status: 'failed',
  score: 0,
  cause: {
    code: 'quorum-needed',
    rule: 'Wait for a quorum.',
    rationale: 'Because.',
    sent: ['one commit', 'another'],
    expected: 'no execution',
    actual: 'it executed \u001b[2J\u202e',
    help: 'Count.',
    functions: ['verifyBallotCommit'],
    location: { file: 'zpbft/server.ts', line: 12 },
  },
};
const result: Result = {
  schema: 'pbft-lab/result/v1',
  kit: '0',
  score: 14,
  maxScore: 28,
  seed: 'abc',
  sandbox: 'process',
  node: '20',
  durationMs: 1234,
  submission: { id: 'starter', sha256: null },
  notes: ['changed: naive.ts'],
  scenarios: [passed, failed],
};

describe('the terminal report', () => {
  const report = new TerminalReport({ color: false, columns: 100 });

  it('has a line for each scenario', () => {
    expect(report.scenario(passed)).toBe('✔ commit-shape         14/14  a Commit goes out');
    const blockedBy = ['quorum-f1'];
    const blocked = { ...passed, status: 'blocked' as const, score: 0, blockedBy };
    expect(report.scenario(blocked)).toMatch(/^– commit-shape +0\/14 {2}blocked by quorum-f1$/);
  });

  it('tells rule, steps, expectation, what was seen, where to look, and how to repeat', () => {
    expect(report.summary(result, 'starter')).toBe(
      [
        '✖ quorum-f1: Wait for a quorum.',
        '  why       Because.',
        '  sent      one commit',
        '            another',
        '  expected  no execution',
        '  seen      it executed \\u001b[2J\\u202e',
        '  look at   verifyBallotCommit, zpbft/server.ts:12',
        '  hint      Count.',
        '  repeat    npm run grade -- --only quorum-f1 --seed abc',
        '',
        'note changed: naive.ts',
        '',
        'Score 14/28  1.2 s, seed abc, sandbox process',
      ].join('\n'),
    );
  });

  it('repeats with the path of a submission that is not the starter', () => {
    expect(report.summary(result, 'a b')).toContain("npm run grade -- 'a b' --only quorum-f1");
    expect(report.summary(result, "o'neil")).toContain("npm run grade -- 'o'\\''neil' --only");
  });

  it('tells where a submission does not compile', () => {
    const problem = {
      code: 'build-failed',
      message: 'Expected identifier',
      help: 'Mend it.',
      location: { file: 'zpbft/server.ts', line: 3, column: 9, lineText: '  const = 1;' },
    } as const;
    const text = report.summary({ ...result, scenarios: [], problem }, 'starter');
    expect(text).toContain('✖ build-failed: Expected identifier');
    expect(text).toContain('  where     zpbft/server.ts:3:9\n  line      const = 1;');
  });

  it('says of what the machine could not decide that it was not graded', () => {
    const { cause: _, ...rest } = failed;
    const undecided = { ...rest, status: 'error', error: 'no free port' } as const;
    const text = report.summary({ ...result, scenarios: [undecided] }, 'starter');
    expect(text).toMatch(/quorum-f1: not graded[\s\S]*no free port/);
  });

  it('has no colour codes unless asked for', () => {
    const esc = String.fromCharCode(27);
    expect(report.summary(result, 'starter')).not.toContain(esc);
    const colored = new TerminalReport({ color: true, columns: 100 });
    expect(colored.summary(result, 'starter')).toContain(esc);
  });

  it('keeps within the width of the terminal', () => {
    const narrow = new TerminalReport({ color: false, columns: 60 });
    const lines = `${narrow.scenario(failed)}\n${narrow.summary(result, 'starter')}`.split('\n');
    const repeatLine = (line: string): boolean => line.includes('repeat') || line.includes('Score');
    for (const line of lines) if (!repeatLine(line)) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe('text of a submission', () => {
  it('is shown with its invisible characters as codes, and cut when long', () => {
    expect(plain('a\u0000b\u001bc\nd\u200be')).toBe('a\\u0000b\\u001bc\nd\\u200be');
    expect(plain('x'.repeat(10_000)).length).toBeLessThan(700);
  });
});

describe('progress', () => {
  it('writes lines in the order of the catalogue, whatever ends first', () => {
    const written: string[] = [];
    const progress = new Progress(['a', 'b', 'c'], ({ id }) => written.push(id), false);
    progress.started('a');
    progress.ended({ ...passed, id: 'b' });
    expect(written).toEqual([]);
    progress.ended({ ...passed, id: 'a' });
    expect(written).toEqual(['a', 'b']);
    progress.ended({ ...passed, id: 'c' });
    progress.stop();
    expect(written).toEqual(['a', 'b', 'c']);
  });
});

describe('the JSON file', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('is replaced as a whole, and nothing else is left in the folder', async () => {
    const file = join(directory, 'result.json');
    await writeJson(result, file);
    await writeJson({ ...result, score: 28 }, file);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ score: 28 });
    expect(await readdir(directory)).toEqual(['result.json']);
  });

  it('that cannot be written is the fault of the machine, and says where', async () => {
    const file = join(directory, 'no', 'such', 'result.json');
    await expect(writeJson(result, file)).rejects.toThrow(/cannot write .*result\.json/);
  });
});
