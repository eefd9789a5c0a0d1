import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { GradescopeResults } from '../score/formats.ts';
import { Result } from '../score/result.ts';
import { gradescopePack } from './gradescope.ts';
import { studentPack } from './student.ts';
import { leaksIn, secrets, unpack } from './testing.ts';

const STEP_LIMIT_MS = 120_000;
const REFERENCE = join(ROOT, 'solution', STUDENT_FILE);
/** Without looking for the strongest walls, which takes seconds; one test does. */
const QUICK = { AUTOGRADER_SANDBOX: 'process' };
const CACHE = 'node_modules/.cache/pbft-lab';
const SMALL_BENCH = ['-f', '1', '--clients', '1', '--value', '16', '--seconds', '1'];

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.each(['pack-student', 'pack-gradescope'])('%s', (command) => {
  const pack = (...args: string[]) =>
    execa(process.execPath, ['--import', 'tsx', `grader/commands/${command}.ts`, ...args], {
      ...{ cwd: ROOT, reject: false, stdin: 'ignore' },
      env: { INIT_CWD: directory },
    });

  it('writes a zip where it was asked to, and replaces none', async () => {
    const out = `${command}.zip`;
    const first = await pack('--out', out);
    expect(first.stdout).toMatch(new RegExp(`^${command}\\.zip: \\d+ files$`));
    expect(existsSync(join(directory, out))).toBe(true);
    const second = await pack('--out', out);
    expect(second.stderr).toMatch(/^error: .* is there already: .*--force/);
    expect(second.exitCode).toBe(2);
  });
});

describe('what students get', () => {
  let kit = '';
  const npm = (...args: string[]) =>
    execa('npm', args, { cwd: kit, reject: false, env: { INIT_CWD: kit } });
  const grade = async (): Promise<Result> => {
    const { stdout, stderr } = await npm('run', '-s', 'grade', '--', '--json', '-');
    expect(stderr).toBe('');
    return Result.parse(JSON.parse(stdout));
  };

  beforeAll(async () => {
    const folder = join(directory, 'student');
    await unpack(await studentPack(ROOT), folder);
    kit = join(folder, 'pbft-lab');
    const installed = await npm('ci', '--prefer-offline', '--no-audit', '--no-fund');
    expect(installed.exitCode, installed.stderr).toBe(0);
  }, STEP_LIMIT_MS);

  it('installs, and grades the starter: 0', { timeout: STEP_LIMIT_MS }, async () => {
    const { score, problem, scenarios } = await grade();
    expect({ score, problem }).toEqual({ score: 0, problem: undefined });
    expect(scenarios.filter(({ status }) => status === 'error')).toEqual([]);
  });

  it('explains, gives hints, and writes a page', { timeout: STEP_LIMIT_MS }, async () => {
    const explained = await npm('run', '-s', 'explain', '--', 'quorum-f1');
    expect(explained.stdout).toMatch(/^quorum-f1: [\s\S]*A right server executes/);
    const flags = ['--only', 'quorum-f1', '--hint', '--html', 'report.html'];
    const graded = await npm('run', '-s', 'grade', '--', ...flags);
    expect(graded.stdout).toMatch(/^ {2}think /m);
    expect(await readFile(join(kit, 'report.html'), 'utf8')).toContain('quorum-f1');
  });

  it('says of the starter that there is nothing to measure', {
    timeout: STEP_LIMIT_MS,
  }, async () => {
    const { stderr, exitCode } = await npm('run', '-s', 'bench', '--', ...SMALL_BENCH);
    expect(stderr).toMatch(
      /^error: f = 1, 1 client: no answer to "put .* within 16 s\. .*See npm run grade\.$/m,
    );
    expect(exitCode).toBe(1);
  });

  it('has nothing of the reference in the bundle that it makes', () => {
    const known = secrets();
    const [bundle = ''] = readdirSync(join(kit, CACHE));
    const files = readdirSync(join(kit, CACHE, bundle));
    expect(files).toContain('grade.mjs');
    const texts = files.map((file) => readFileSync(join(kit, CACHE, bundle, file), 'utf8'));
    expect(texts.flatMap((text) => leaksIn(text, known))).toEqual([]);
  });

  it('checks types, and grades the reference: 100', { timeout: STEP_LIMIT_MS }, async () => {
    cpSync(REFERENCE, join(kit, 'starter', STUDENT_FILE));
    const [types, result] = await Promise.all([npm('run', '-s', 'types'), grade()]);
    expect(types).toMatchObject({ exitCode: 0, stdout: '' });
    expect(result.scenarios.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(result.score).toBe(100);
  });

  it('measures a server that works, and draws charts', { timeout: STEP_LIMIT_MS }, async () => {
    const { stdout, stderr, exitCode } = await npm(
      ...['run', '-s', 'bench', '--', ...SMALL_BENCH, '--charts', 'charts'],
    );
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^1 +4 +1 +16 .* 59\.0 /m);
    expect(readdirSync(join(kit, 'charts'))).toEqual(['spent.svg']);
  });

  it('measures without the charts’ package, and says at once what charts need', {
    timeout: STEP_LIMIT_MS,
  }, async () => {
    await rm(join(kit, 'node_modules/echarts'), { recursive: true });
    await rm(join(kit, CACHE), { recursive: true }); // a bundle of before would prove nothing
    const charts = await npm('run', '-s', 'bench', '--', ...SMALL_BENCH, '--charts', 'charts');
    expect(charts.stderr).toMatch(/^error: charts need the package echarts: npm install echarts/m);
    expect(charts.exitCode).toBe(2);
    expect(existsSync(join(kit, CACHE))).toBe(true);
    const measured = await npm('run', '-s', 'bench', '--', ...SMALL_BENCH);
    expect(measured.exitCode, measured.stderr).toBe(0);
  });
});

describe.skipIf(process.getuid?.() !== 0)('what Gradescope gets, as root', () => {
  let root = '';
  /** As Gradescope does it: nothing of this environment is there. */
  const bash = (script: string, env: Record<string, string> = {}) =>
    execa('/bin/bash', [join(root, 'source', script)], {
      ...{ cwd: '/', reject: false, extendEnv: false, stdin: 'ignore' },
      env: { AUTOGRADER_ROOT: root, ...env },
    });
  const graded = async (
    files: Readonly<Record<string, string>>,
    env: Record<string, string> = {},
  ): Promise<GradescopeResults> => {
    await rm(join(root, 'submission'), { recursive: true, force: true });
    await rm(join(root, 'results'), { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(root, 'submission', path, '..'), { recursive: true });
      await writeFile(join(root, 'submission', path), text);
    }
    const { exitCode, stderr } = await bash('run_autograder', { ...QUICK, ...env });
    expect(exitCode, stderr).toBe(0);
    return GradescopeResults.parse(
      JSON.parse(await readFile(join(root, 'results/results.json'), 'utf8')),
    );
  };

  beforeAll(async () => {
    root = join(directory, 'autograder');
    await unpack(await gradescopePack(ROOT), join(root, 'source'));
    const setup = await bash('setup.sh', { SKIP_SYSTEM_PACKAGES: '1' });
    expect(setup.exitCode, setup.stderr).toBe(0);
    expect(existsSync(join(root, 'source/kit', CACHE))).toBe(true);
  }, STEP_LIMIT_MS);

  it('gives the reference 100, behind walls of its own choice', {
    timeout: STEP_LIMIT_MS,
  }, async () => {
    const files = { [`lab/${STUDENT_FILE}`]: await readFile(REFERENCE, 'utf8') };
    const results = await graded(files, { AUTOGRADER_SANDBOX: 'auto' });
    expect(results.tests?.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(results.score).toBe(100);
    expect(results.extra_data?.sandbox).toMatch(/^(?:bwrap|uid)$/);
  });

  it('gives the starter 0, handed in as one file', { timeout: STEP_LIMIT_MS }, async () => {
    const starter = await readFile(join(ROOT, 'starter', STUDENT_FILE), 'utf8');
    const { score, output, tests } = await graded({ 'server.ts': starter });
    expect(score).toBe(0);
    expect(tests?.some(({ status }) => status === 'failed')).toBe(true);
    expect(output).not.toContain('NOT GRADED');
  });

  it.each([
    [
      'does not compile',
      { 'server.ts': 'export class Server {' },
      /build-failed|zpbft\/server\.ts:1/,
    ],
    ['is not there', { 'readme.txt': 'hello' }, /there is no zpbft\/server\.ts/],
  ])('tells what is wrong with a submission that %s', async (_, files, message) => {
    const { score, output } = await graded(files);
    expect(score).toBe(0);
    expect(output).toMatch(message);
    expect(output).not.toContain('NOT GRADED');
  });

  it('says that the grader failed, and not the submission, when it could not end', async () => {
    const files = { 'server.ts': await readFile(REFERENCE, 'utf8') };
    const late = await graded(files, { AUTOGRADER_LIMIT: '1' });
    expect(late.output).toMatch(
      /^NOT GRADED TO THE END.*not your score.*\nReason: the time ran out/s,
    );
    const wrong = await graded(files, { AUTOGRADER_SANDBOX: 'nonsense' });
    expect(wrong).toMatchObject({ score: 0 });
    expect(wrong.output).toMatch(/^NOT GRADED TO THE END.*\nReason: .*nonsense/s);
  });
});
