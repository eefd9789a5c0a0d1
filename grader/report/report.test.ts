import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cause, Result, ScenarioResult } from '../score/result.ts';
import { english } from '../text/text.ts';
import { Counter, duration } from './counter.ts';
import { writeJson } from './json.ts';
import { Listing } from './listing.ts';
import { plain } from './plain.ts';
import { Progress } from './progress.ts';
import { TerminalReport } from './terminal.ts';
import { timingText } from './timing.ts';

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
  starts: 9,
  submission: { id: 'starter', sha256: null },
  notes: ['changed: naive.ts'],
  scenarios: [passed, failed],
};

const STARTER = { path: 'starter' };

describe('the terminal report', () => {
  const report = new TerminalReport({ color: false, columns: 100 });

  it('has a line for each scenario', () => {
    expect(report.scenario(passed)).toBe('✔ commit-shape          14/14  a Commit goes out');
    const blockedBy = ['quorum-f1'];
    const blocked = { ...passed, status: 'blocked' as const, score: 0, blockedBy };
    expect(report.scenario(blocked)).toMatch(/^– commit-shape +0\/14 {2}blocked by quorum-f1$/);
  });

  it('cuts a long story after a whole word', () => {
    const narrow = new TerminalReport({ color: false, columns: 60 });
    const line = narrow.scenario({ ...passed, story: 'one commit goes to each of the others' });
    expect(line).toBe('✔ commit-shape          14/14  one commit goes to each of…');
  });

  it('tells rule, steps, expectation, what was seen, where to look, and how to repeat', () => {
    expect(report.summary(result, STARTER)).toBe(
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
    expect(report.summary(result, { path: 'a b' })).toContain(
      "npm run grade -- 'a b' --only quorum-f1",
    );
    expect(report.summary(result, { path: "o'neil" })).toContain(
      "npm run grade -- 'o'\\''neil' --only",
    );
  });

  it('repeats with the rubric and the time to explore that were given', () => {
    const asked = { ...STARTER, rubric: 'my rubric.json', exploreSeconds: 2.5 };
    expect(report.summary(result, asked)).toContain(
      "npm run grade -- --only quorum-f1 --seed abc --rubric 'my rubric.json' --explore 2.5\n",
    );
  });

  it('tells what was counted, whatever the width', () => {
    const counted = { ...passed, counted: '240 schedules' };
    expect(report.scenario(counted)).toMatch(/ {2}a Commit goes out \(240 schedules\)$/);
    const chinese = new TerminalReport({ color: false, columns: 100, language: 'zh' });
    expect(chinese.scenario(counted)).toMatch(/ {2}a Commit goes out（240 schedules）$/);
    const narrow = new TerminalReport({ color: false, columns: 60 });
    const line = narrow.scenario({ ...counted, story: 'one commit goes to each of the others' });
    expect(line).toMatch(/…? \(240 schedules\)$/);
    expect(line.length).toBeLessThanOrEqual(60);
  });

  it('shows the first and the last of many steps', () => {
    const sent = Array.from({ length: 40 }, (_, index) => `step ${index + 1}`);
    const cause = { ...failed.cause, sent } as Cause;
    const text = report.summary({ ...result, scenarios: [{ ...failed, cause }] }, STARTER);
    expect(text).toMatch(/ {2}sent {6}step 1\n[\s\S]* step 4\n +… 24 steps more …\n +step 29\n/);
    expect(text).toMatch(/step 40\n {2}expected/);
  });

  it('tells where a submission does not compile', () => {
    const problem = {
      code: 'build-failed',
      message: 'Expected identifier',
      help: 'Mend it.',
      location: { file: 'zpbft/server.ts', line: 3, column: 9, lineText: '  const = 1;' },
    } as const;
    const text = report.summary({ ...result, scenarios: [], problem }, STARTER);
    expect(text).toContain('✖ build-failed: Expected identifier');
    expect(text).toContain('  where     zpbft/server.ts:3:9\n  line      const = 1;');
  });

  it('says of what the machine could not decide that it was not graded', () => {
    const { cause: _, ...rest } = failed;
    const undecided = { ...rest, status: 'error', error: 'no free port' } as const;
    const text = report.summary({ ...result, scenarios: [undecided] }, STARTER);
    expect(text).toMatch(/quorum-f1: not graded[\s\S]*no free port/);
  });

  it('has no colour codes unless asked for', () => {
    const esc = String.fromCharCode(27);
    expect(report.summary(result, STARTER)).not.toContain(esc);
    const colored = new TerminalReport({ color: true, columns: 100 });
    expect(colored.summary(result, STARTER)).toContain(esc);
  });

  it('keeps within the width of the terminal', () => {
    const narrow = new TerminalReport({ color: false, columns: 60 });
    const lines = `${narrow.scenario(failed)}\n${narrow.summary(result, STARTER)}`.split('\n');
    const repeatLine = (line: string): boolean => line.includes('repeat') || line.includes('Score');
    for (const line of lines) if (!repeatLine(line)) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe('many failures', () => {
  const report = new TerminalReport({ color: false, columns: 80 });
  const failing = (id: string, code: string): ScenarioResult => {
    const cause = { ...failed.cause, code, rule: `Rule of ${code}.` } as Cause;
    return { ...failed, id, cause };
  };
  const summary = (...scenarios: ScenarioResult[]) =>
    report.summary({ ...result, scenarios }, STARTER);

  it('of one rule are told once, with the ids of the others', () => {
    const text = summary(
      failing('a', 'x'),
      failing('b', 'y'),
      failing('c', 'x'),
      failing('d', 'x'),
    );
    expect(text.match(/Rule of x/g)).toHaveLength(1);
    expect(text).toContain('  also      c, d (same rule)\n  repeat    npm run grade -- --only a');
    expect(text).toMatch(/✖ b: Rule of y\.(?![\s\S]*also)/);
  });

  it('of many rules: the first in full, the rest in a line each', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const text = summary(...ids.map((id) => failing(id, `rule-${id}`)), failing('g', 'rule-f'));
    expect(text.match(/ {2}why /g)).toHaveLength(4);
    expect(text).toContain(
      '✖ 2 more rules are broken; mend the first ones first:\n' +
        '  Rule of rule-e. (e)\n  Rule of rule-f. (f, g)\n',
    );
  });
});

describe('the table of times', () => {
  const short = { ...passed, id: 'a', durationMs: 100, waitedMs: { start: 60, end: 15 } };
  const long = {
    ...failed,
    id: 'b',
    durationMs: 2_000,
    waitedMs: { start: 1, event: 2, idle: 3, grace: 4, end: 5 },
  };
  const blocked = { ...passed, id: 'c', status: 'blocked' as const };
  const text = timingText({ ...result, scenarios: [short, long, blocked] }, english);

  it('has the longest first, what is left of each for own work, the sums and the starts', () => {
    expect(text.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'time in ms total start event idle grace end own',
      'b 2000 1 2 3 4 5 1985',
      'a 100 60 0 0 0 15 25',
      'sum 2100 61 2 3 4 20 2010',
      '2 scenarios, 9 server starts, 1.2 s by the clock; several are played at once',
    ]);
  });

  it('is aligned, in 80 columns', () => {
    const widths = text.split('\n').map((line) => line.length);
    expect(new Set(widths.slice(0, -1)).size).toBe(1);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });

  it('has nothing below zero where waits overlap', () => {
    const both = { ...short, durationMs: 10, waitedMs: { end: 15 } };
    expect(timingText({ ...result, scenarios: [both] }, english)).toMatch(/^sum +10 .* 15 +0$/m);
  });
});

describe('the listing', () => {
  const report = new TerminalReport({ color: false, columns: 80 });
  const blocked = (id: string, ...blockedBy: string[]): ScenarioResult => ({
    ...passed,
    id,
    status: 'blocked',
    score: 0,
    maxScore: 2,
    blockedBy,
  });
  const lines = (...scenarios: ScenarioResult[]): string[] => {
    const written: string[] = [];
    const listing = new Listing(report, (line) => written.push(line));
    for (const scenario of scenarios) listing.add(scenario);
    listing.end();
    return written;
  };

  it('puts scenarios under the title of their group, one line each', () => {
    const quorum = { ...failed, group: 'quorum' };
    expect(lines(passed, { ...passed, id: 'commit-view' }, quorum)).toEqual([
      'Broadcast: commit',
      expect.stringMatching(/^✔ commit-shape /),
      expect.stringMatching(/^✔ commit-view /),
      '',
      'Quorum: verifyBallotCommit',
      expect.stringMatching(/^✖ quorum-f1 /),
    ]);
  });

  it('shows groups in the order of the rubric, other ones after them', () => {
    const own = new Map([
      ['quorum', 'Votes'],
      ['broadcast', 'Sending'],
    ]);
    const terminal = new TerminalReport({ color: false, columns: 80, groups: own });
    const scenarios = [
      { id: 'a', group: 'luck' },
      { id: 'b', group: 'broadcast' },
      { id: 'c', group: 'quorum' },
      { id: 'd', group: 'broadcast' },
    ];
    expect(terminal.order(scenarios)).toEqual(['c', 'b', 'd', 'a']);
    expect(terminal.group('quorum')).toBe('Votes');
    expect(terminal.group('luck')).toBe('luck');
  });

  it('folds what is blocked into one line for each blocker, wrapped', () => {
    const ids = Array.from({ length: 9 }, (_, index) => `a-long-name-${index}`);
    const told = lines(failed, passed, ...ids.map((id) => blocked(id, 'quorum-f1')));
    expect(told.at(-1)).toBe(
      '– 9 scenarios (18 points) blocked by quorum-f1: a-long-name-0, a-long-name-1,\n' +
        '  a-long-name-2, a-long-name-3, a-long-name-4, a-long-name-5, a-long-name-6,\n' +
        '  a-long-name-7, a-long-name-8',
    );
  });

  it('names what blocks in the end, not what is blocked itself', () => {
    const told = lines(
      failed,
      blocked('b', 'quorum-f1'),
      blocked('c', 'b'),
      blocked('d', 'b', 'x'),
    );
    expect(told.slice(-2)).toEqual([
      '– 2 scenarios (4 points) blocked by quorum-f1: b, c',
      '– 1 scenario (2 points) blocked by quorum-f1 and x: d',
    ]);
  });

  it('does not list everything when everything is blocked', () => {
    expect(lines(blocked('a', 'build-failed'), blocked('b', 'build-failed'))).toEqual([
      '– 2 scenarios (4 points) blocked by build-failed',
    ]);
  });
});

describe('the counter', () => {
  it('writes a line every ten and at the end, with the time that is left', () => {
    const written: string[] = [];
    const write = (line: string) => written.push(line);
    const counter = new Counter({ total: 12, things: 'grades', live: false, write });
    for (let run = 0; run < 12; run += 1) counter.ended('0 differed');
    counter.stop();
    expect(written).toEqual([
      expect.stringMatching(/^10\/12 grades, 0 differed, [\d.]+ s left$/),
      '12/12 grades, 0 differed',
    ]);
  });

  it.each([
    [1_234, '1.2 s'],
    [42_400, '42 s'],
    [150_000, '3 min'],
  ])('tells %i ms as %s', (ms, text) => expect(`${duration(ms)}`).toBe(text));
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
