import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Result } from './score/result.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE = ['--import', 'tsx', 'grader/cli.ts'];

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

describe('the command line', () => {
  it('lists the scenarios with their points', async () => {
    const { stdout, exitCode } = await cli('--list');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^quorum-f1 +16 {2}quorum +2f-1 commits/m);
  });

  it('explains every flag and exit code', async () => {
    const { stdout, exitCode } = await cli('--help');
    expect(exitCode).toBe(0);
    for (const flag of ['--list', '--only', '--seed', '--json', '--min-score', '--help']) {
      expect(stdout).toContain(flag);
    }
    expect(stdout).toContain('Exit codes: 0 graded');
  });

  it.each([
    [['--nonsense'], /unknown option '--nonsense'/],
    [['a', 'b'], /too many arguments/],
    [['--only', 'quorum-f9'], /no scenario "quorum-f9".*commit-shape/],
    [['--min-score', '101'], /Expected a number from 0 to 100/],
    [['--seed', 'a b'], /Expected 1 to 64 letters/],
    [['--json', 'no/such/folder/x.json'], /there is no folder .*no\/such\/folder/],
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
    expect(Result.parse(JSON.parse(stdout))).toMatchObject({ score: 16, maxScore: 16 });
  });

  it('writes JSON to a file, and plain text without colour to a pipe', async () => {
    const file = join(directory, 'result.json');
    const { stdout } = await cli('starter', '--only', 'quorum-f1', '--json', file, '--seed', 's1');
    expect(stdout).toContain('npm run grade -- --only quorum-f1 --seed s1');
    expect(stdout).not.toContain(String.fromCharCode(27));
    const result = Result.parse(JSON.parse(await readFile(file, 'utf8')));
    expect(result).toMatchObject({ score: 0, seed: 's1', submission: { id: 'starter' } });
  });

  it('takes paths from where they were typed, as npm tells it', async () => {
    const only = ['--only', 'commit-shape', '--json', 'r.json'];
    const { stdout } = await cliFrom(directory, join(ROOT, 'solution'), ...only);
    expect(stdout).toContain('Score 14/14');
    expect(existsSync(join(directory, 'r.json'))).toBe(true);
    const inside = await cliFrom(join(ROOT, 'solution'), '.', '--only', 'commit-shape');
    expect(inside.stdout).toContain('Score 14/14');
  });

  it('ends with 1 below --min-score, and with 0 at it', async () => {
    const graded = ['--only', 'quorum-f1', '--min-score'];
    expect((await cli('starter', ...graded, '1')).exitCode).toBe(1);
    expect((await cli('solution', ...graded, '16')).exitCode).toBe(0);
  });

  it('plays what a scenario needs along with it', async () => {
    const { stdout } = await cli('starter', '--only', 'vote-duplicate');
    expect(stdout).toMatch(/✖ quorum-f1[\s\S]*– vote-duplicate .* blocked by quorum-f1/);
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
