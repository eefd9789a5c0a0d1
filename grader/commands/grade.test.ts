import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Result } from '../score/result.ts';
import { DEFAULT_RUBRIC, pointsOf } from '../score/rubric.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE = ['--import', 'tsx', 'grader/commands/grade.ts'];

/** What the scenarios that are played here are worth. */
const QUORUM = pointsOf(DEFAULT_RUBRIC, 'quorum-f1');
const SHAPE = pointsOf(DEFAULT_RUBRIC, 'commit-shape');

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const cliFrom = (INIT_CWD: string, ...args: string[]) =>
  execa(process.execPath, [...NODE, ...args], {
    cwd: ROOT,
    reject: false,
    env: { TMPDIR: directory, INIT_CWD },
  });
const cli = (...args: string[]) => cliFrom(ROOT, ...args);

/** Writes a rubric, and tells its path. */
async function rubricFile(rubric: object): Promise<string> {
  const file = join(directory, 'rubric.json');
  await writeFile(file, JSON.stringify(rubric));
  return file;
}

describe('the command line', () => {
  it.skipIf(!existsSync('/dev/full'))(
    'that cannot write its output says so, with exit code 3',
    async () => {
      const words = ['-c', '"$@" > /dev/full', 'sh', process.execPath, ...NODE, '--list'];
      const ended = await execa('/bin/sh', words, { cwd: ROOT, reject: false });
      expect(ended.stderr).toMatch(/^error: .*cannot write to standard output: .*ENOSPC/);
      expect(ended.stderr).not.toMatch(/\n\s+at /);
      expect(ended.exitCode).toBe(3);
    },
  );

  it('does not pass over a flag that npm took for its own', async () => {
    const typed = {
      npm_lifecycle_event: 'grade',
      npm_config_watch: 'true',
      npm_config_json: 'true',
    };
    const { stderr, exitCode } = await execa(process.execPath, NODE, {
      ...{ cwd: ROOT, reject: false, env: typed },
    });
    expect(stderr).toContain(
      'error: npm took --watch for its own: flags go behind `--`, as in `npm run grade -- --watch`',
    );
    expect(exitCode).toBe(2);
  });

  it('lists the scenarios with their points', async () => {
    const { stdout, exitCode } = await cli('--list');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Quorum.*\\n {2}quorum-f1 +${QUORUM} {2}2f-1 commits`, 'm'));
  });

  it('lists what an instructor’s rubric has, with its points and under its titles', async () => {
    const file = await rubricFile({
      groups: { quorum: 'Votes' },
      scenarios: { 'forged-signature': { points: 100 } },
    });
    const { stdout } = await cli('--list', '--rubric', file);
    expect(stdout).toMatch(
      /^Votes\n {2}quorum-f1 +0 .*\n\nValidation.*\n {2}forged-signature +100 /,
    );
    expect(stdout).not.toContain('normal-path');
  });

  it('explains every flag and exit code', async () => {
    const { stdout, exitCode } = await cli('--help');
    expect(exitCode).toBe(0);
    const flags = ['list', 'only', 'seed', 'rubric', 'repeat', 'explore', 'timing', 'json'];
    const more = ['trace', 'min-score', 'help', 'watch', 'hint', 'html', 'lang'];
    for (const flag of [...flags, ...more]) expect(stdout).toContain(`--${flag} `);
    expect(stdout).toContain('Exit codes: 0 graded');
  });

  it.each([
    [['--nonsense'], /unknown option '--nonsense'/],
    [['a', 'b'], /too many arguments/],
    [['--only', 'quorum-f9'], /no scenario "quorum-f9".*commit-shape/],
    [['--min-score', '101'], /Expected a number from 0 to 100/],
    [['--repeat', '1'], /Expected a whole number from 2 to 10000/],
    [['--repeat', '2.5'], /Expected a whole number/],
    [['--rubric', 'no/such.json'], /no\/such\.json: cannot read the rubric: ENOENT/],
    [['--rubric', 'package.json'], /package\.json:\n {2}[\s\S]*Unrecognized key/],
    [['--explore', '0'], /Expected seconds, more than 0, at most 3600/],
    [['--explore', '3601'], /Expected seconds/],
    [['--explore', 'long'], /Expected seconds/],
    [['--trace'], /--trace is for the JSON result: say with --json <file> where it goes/],
    [['--trace', '--json', '-', '--repeat', '2'], /'--trace' cannot be used with .*'--repeat <n>'/],
    [['--timing', '--repeat', '2'], /'--timing' cannot be used with option '--repeat <n>'/],
    [['--seed', 'a b'], /Expected 1 to 64 letters/],
    [['--hint', '4'], /Expected 1, 2 or 3; a path goes before --hint/],
    [['--hint', '--repeat', '2'], /'--hint \[level\]' cannot be used with .*'--repeat <n>'/],
    [['--html', 'r.html', '--repeat', '2'], /'--html <file>' cannot be used with .*'--repeat <n>'/],
    [['--html', 'no/such/folder/x.html'], /--html .*: there is no folder .*no\/such\/folder/],
    [['--watch', '--sandbox', 'auto'], /--watch works with --sandbox process only/],
    [['--watch', '--repeat', '2'], /'--watch' cannot be used with .*'--repeat <n>'/],
    [['--watch', '--json', '-'], /'--watch' cannot be used with .*'--json <file>'/],
    [['--watch', '--min-score', '5'], /'--watch' cannot be used with .*'--min-score <points>'/],
    [['--watch', '--format', 'junit=-'], /'--watch' cannot be used with .*'--format /],
    [['--lang', 'xy'], /--lang .*argument 'xy' is invalid/],
    [['--json', 'no/such/folder/x.json'], /there is no folder .*no\/such\/folder/],
    [
      ['--html', '--only', 'quorum-f1'],
      /--html needs a file, and --only looks like another option/,
    ],
    [['--only', ' , '], /no scenario is named\. `npm run grade -- --list` shows all/],
    [['README.md'], /README\.md is no TypeScript\. Give a folder that holds zpbft\/server\.ts/],
    [['no/such/submission'], /no submission at .*no\/such\/submission: no such file/],
  ])('refuses %j with one clear message and exit code 2', async (args, message) => {
    const { stderr, exitCode } = await cli(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(exitCode).toBe(2);
  });

  it('writes nothing but JSON to standard output with --json -', async () => {
    const { stdout, exitCode } = await cli('solution', '--only', 'quorum-f1', '--json', '-');
    expect(exitCode).toBe(0);
    expect(Result.parse(JSON.parse(stdout))).toMatchObject({ score: QUORUM, maxScore: QUORUM });
  });

  it('writes JSON to a file, and plain text without colour to a pipe', async () => {
    const file = join(directory, 'result.json');
    const { stdout } = await cli('starter', '--only', 'quorum-f1', '--json', file, '--seed', 's1');
    expect(stdout).toContain('npm run grade -- --only quorum-f1 --seed s1');
    expect(stdout).not.toContain(String.fromCharCode(27));
    const result = Result.parse(JSON.parse(await readFile(file, 'utf8')));
    expect(result).toMatchObject({ score: 0, seed: 's1', submission: { id: 'starter' } });
  });

  it('gives hints instead of reasons, one level after the other', async () => {
    const args = ['starter', '--only', 'quorum-f1', '--hint'];
    const one = (await cli(...args)).stdout;
    expect(one).toMatch(/^✖ quorum-f1: 2f-1 commits are too few/m);
    expect(one).toMatch(/^ {2}seen /m);
    expect(one).toMatch(/^ {2}think [\s\S]*\?$/m);
    expect(one).not.toMatch(/^ {2}(?:why|hint|look at) /m);
    expect(one).toMatch(/\n\nMore: --hint 2 .*$/);
    const two = (await cli(...args, '2')).stdout;
    expect(two).toMatch(/^✖ quorum-f1: A prepared server executes/m);
    expect(two).toMatch(/^ {2}why /m);
    const three = (await cli(...args, '3')).stdout;
    expect(three).toMatch(/^ {2}look at +verifyBallotCommit, CommitRpc$/m);
    expect(three).toMatch(/^ {2}read +docs\/en\/.*#/m);
    expect(three).toMatch(/npm run explain -- <scenario>$/);
  });

  it('gives hints on what does not compile, and none when nothing failed', async () => {
    const file = join(directory, 'broken.ts');
    await writeFile(file, 'export class Server {');
    const { stdout } = await cli(file, '--only', 'quorum-f1', '--hint', '3');
    expect(stdout).toMatch(/^✖ build-failed: [\s\S]*^ {2}think .*[\s\S]*^ {2}hint +Mend/m);
    const right = await cli('solution', '--only', 'commit-shape', '--hint');
    expect(right.stdout).not.toContain('--hint 2');
  });

  it('writes the report as a page, and keeps messages in the JSON only when asked to', async () => {
    const page = join(directory, 'report.html');
    const json = join(directory, 'of-page.json');
    const args = ['--only', 'quorum-f1', '--html', page, '--json', json];
    const { stdout } = await cli('starter', ...args);
    expect(stdout).toMatch(/\n\nThe report as a page: .*report\.html$/);
    const text = await readFile(page, 'utf8');
    expect(text).toMatch(/^<!doctype html>/i);
    expect(text).toContain('quorum-f1');
    expect(text).toContain('<svg');
    const { scenarios } = Result.parse(JSON.parse(await readFile(json, 'utf8')));
    expect(scenarios.filter(({ traces, traceHash }) => traces ?? traceHash)).toEqual([]);
    await cli('starter', ...args, '--trace');
    const traced = Result.parse(JSON.parse(await readFile(json, 'utf8'))).scenarios;
    expect(traced[0]?.traces).toHaveLength(1);
  });

  it('speaks Chinese when asked to', async () => {
    const { stdout } = await cli('starter', '--only', 'quorum-f1', '--lang', 'zh', '--hint', '3');
    expect(stdout).toMatch(/^ {2}想一想 /m);
    expect(stdout).toMatch(/docs\/.*\.md#/);
    const help = await cli('--help', '--lang', 'zh');
    expect(help.stdout).toContain('每次保存文件就重新评分');
  });

  it('repeats a failure with the rubric that was given', async () => {
    const file = await rubricFile({ scenarios: { 'quorum-f1': { points: 100 } } });
    const { stdout } = await cli('starter', '--rubric', file, '--seed', 's1');
    expect(stdout).toContain(`npm run grade -- --only quorum-f1 --seed s1 --rubric ${file}\n`);
  });

  it('keeps traces with --trace, and shows times with --timing', async () => {
    const file = join(directory, 'traced.json');
    const args = ['--only', 'quorum-f1', '--trace', '--json', file, '--timing'];
    const { stdout, exitCode } = await cli('solution', ...args);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n\nScore .*\n\ntime in ms +total +start[\s\S]*\nquorum-f1 +\d+/);
    expect(stdout).toMatch(/\n1 scenario, \d+ server starts, .* by the clock/);
    const { scenarios } = Result.parse(JSON.parse(await readFile(file, 'utf8')));
    const [{ traces, traceHash } = {}] = scenarios;
    expect(traceHash).toMatch(/^[0-9a-f]{16}$/);
    expect(traces?.[0]?.events.at(-1)).toMatchObject({ kind: 'verdict', text: 'passed' });
  });

  it('explores for as long as it is told, and counts', async () => {
    const needs: string[] = [];
    const file = await rubricFile({ scenarios: { explore: { points: 100, needs } } });
    const args = ['--explore', '0.1', '--rubric', file, '--json', '-', '--seed', 's1'];
    const { scenarios } = JSON.parse((await cli('solution', ...args)).stdout);
    const counted = expect.stringMatching(/^\d*[02468]0 schedules$/); // whole batches of 20
    expect(scenarios).toMatchObject([{ status: 'passed', counted }]);
  });

  it('takes paths from where they were typed, as npm tells it', async () => {
    const only = ['--only', 'commit-shape', '--json', 'r.json'];
    const { stdout } = await cliFrom(directory, join(ROOT, 'solution'), ...only);
    expect(stdout).toContain(`Score ${SHAPE}/${SHAPE}`);
    expect(existsSync(join(directory, 'r.json'))).toBe(true);
    const inside = await cliFrom(join(ROOT, 'solution'), '.', '--only', 'commit-shape');
    expect(inside.stdout).toContain(`Score ${SHAPE}/${SHAPE}`);
  });

  it('ends with 1 below --min-score, and with 0 at it', async () => {
    const graded = ['--only', 'quorum-f1', '--min-score'];
    expect((await cli('starter', ...graded, '1')).exitCode).toBe(1);
    expect((await cli('solution', ...graded, String(QUORUM))).exitCode).toBe(0);
  });

  it('plays what a scenario needs along with it', async () => {
    const { stdout } = await cli('starter', '--only', 'vote-duplicate');
    expect(stdout).toMatch(/✖ quorum-f1[\s\S]*– 1 scenario .*blocked by quorum-f1: vote-duplicate/);
  });

  it('gives the points of an instructor’s rubric, and plays what it names and what that needs', async () => {
    const file = await rubricFile({
      scenarios: { 'vote-duplicate': { points: 60 }, 'commit-shape': { points: 40 } },
    });
    const { stdout, exitCode } = await cli('solution', '--rubric', file, '--json', '-');
    expect(exitCode).toBe(0);
    const { score, scenarios } = Result.parse(JSON.parse(stdout));
    expect(score).toBe(100);
    expect(scenarios.map(({ id, maxScore }) => [id, maxScore])).toEqual([
      ['commit-shape', 40],
      ['quorum-f1', 0],
      ['vote-duplicate', 60],
    ]);
  });

  it('waits for what an instructor’s rubric says that a scenario needs', async () => {
    const needs = ['quorum-f1'];
    const file = await rubricFile({ scenarios: { 'commit-shape': { points: 100, needs } } });
    const { stdout } = await cli('starter', '--rubric', file);
    expect(stdout).toContain('– 1 scenario (100 points) blocked by quorum-f1: commit-shape');
    expect(stdout).toContain('Score 0/100');
  });

  it('repeated tells what differed, the times, and writes all runs', async () => {
    const file = join(directory, 'runs.json');
    const args = ['--only', 'quorum-f1', '--repeat', '2', '--seed', 's1', '--json', file];
    const { stdout, exitCode } = await cli('solution', ...args);
    expect(stdout).toMatch(/^Grading solution {2}seed s1, 2 times$/m);
    expect(stdout).toMatch(/^2\/2 grades, 0 differed$/m);
    expect(stdout).toMatch(/^0 of 2 differed; median .* s, longest .* s$/m);
    expect(exitCode).toBe(0);
    const written = JSON.parse(await readFile(file, 'utf8'));
    expect(written).toMatchObject({ differed: 0, machineErrors: 0 });
    expect(written.runs).toHaveLength(2);
    expect(written.runs[1]).toMatchObject({ run: 2, seed: 's1', score: QUORUM });
  });

  it('repeated with JSON to standard output writes nothing else, and knows --min-score', async () => {
    const args = ['--only', 'quorum-f1', '--repeat', '2', '--json', '-', '--min-score', '1'];
    const { stdout, exitCode } = await cli('starter', ...args);
    const { runs } = JSON.parse(stdout);
    expect(runs[0].seed).not.toBe(runs[1].seed);
    expect(exitCode).toBe(1);
  });

  it('interrupted by SIGINT ends its servers, removes its files, and exits with 130', async () => {
    const running = cli('solution');
    let started = '';
    running.stdout.on('data', (data) => {
      started += data;
      if (started.includes('commit-shape')) running.kill('SIGINT');
    });
    const { exitCode, stderr } = await running;
    expect(stderr).toContain('interrupted by SIGINT');
    expect(exitCode).toBe(130);
    expect(readdirSync(directory).filter((name) => name.startsWith('lab-'))).toEqual([]);
    expect(serversIn(directory)).toEqual([]);
  });
});

/** Command lines of processes that run a bundle below this directory (Linux only). */
function serversIn(path: string): string[] {
  if (!existsSync('/proc/self')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(`${path}/lab-`) ? [line] : [];
      } catch {
        return []; // it ended meanwhile
      }
    });
}
