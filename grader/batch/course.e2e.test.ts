import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';

/** Cheap scenarios: what a batch does with a result does not depend on what is in it. */
const RUBRIC = {
  scenarios: {
    'commit-shape': { points: 40 },
    'quorum-f1': { points: 60, needs: [] },
  },
};
/** Put behind the starter's server: output without end, and nothing else any more. */
const FLOOD = `
setInterval(() => process.stdout.write('x'.repeat(60_000)), 0);
`;
const HANG = `
for (;;);
`;
const COMMAND_LIMIT_MS = 150_000;

let root = '';
let starter = '';
let reference = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  starter = await readFile(join(ROOT, 'starter/zpbft/server.ts'), 'utf8');
  reference = await readFile(join(ROOT, 'solution/zpbft/server.ts'), 'utf8');
  await writeFile(join(root, 'rubric.json'), JSON.stringify(RUBRIC));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A download with a folder for each student. */
async function download(name: string, sources: Record<string, string>): Promise<string> {
  const path = join(root, name);
  for (const [student, source] of Object.entries(sources)) {
    await mkdir(join(path, student), { recursive: true });
    await writeFile(join(path, student, 'server.ts'), source);
  }
  return path;
}

function gradeAll(path: string, out: string, ...args: string[]) {
  const command = ['--import', 'tsx', 'grader/commands/grade-all.ts', path, '--out', out];
  const rubric = ['--rubric', join(root, 'rubric.json'), '--sandbox', 'process', '--seed', 's1'];
  return execa(process.execPath, [...command, ...rubric, ...args], {
    cwd: ROOT,
    env: { TMPDIR: root, INIT_CWD: ROOT },
    reject: false,
    timeout: COMMAND_LIMIT_MS,
  });
}

/** Waits until a command has said something, or has ended. */
function said(command: ReturnType<typeof gradeAll>, what: RegExp): Promise<void> {
  return new Promise((resolve) => {
    command.stdout.on('data', (chunk: Buffer) => {
      if (what.test(String(chunk))) resolve();
    });
    void command.then(() => resolve());
  });
}

/** What names its folder and its time in the overview. */
const OWN = /<title>.*?<\/title>|<h1>.*?<\/h1>|<time.*?<\/time>|<code>npm run .*?<\/code>/g;

/** A file without the times that a grade took, which are never twice the same. */
async function timeless(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  return text
    .replace(/"(durationMs|starts)":\s*\d+/g, '"$1":0')
    .replace(/"waitedMs":\s*\{[^}]*\}/g, '"waitedMs":{}')
    .replace(/time="[\d.]+"/g, 'time="0"')
    .replace(OWN, '');
}

/** All final files of a batch, without times. */
async function filesOf(out: string): Promise<Record<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(out.length), await timeless(path)] as const;
  });
  return Object.fromEntries((await Promise.all(texts)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Six submissions, each a little different from the others. */
const six = (): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [
      `student-${index}`,
      `${index % 2 === 0 ? starter : reference}\n// ${index}\n`,
    ]),
  );

describe.skipIf(process.platform !== 'linux')('grade:all', () => {
  it(
    'gives the same files after it was killed in the middle, and with other --jobs',
    async () => {
      const path = await download('six', six());
      const whole = await gradeAll(path, join(root, 'whole'), '--jobs', '1');
      expect([whole.exitCode, whole.stderr]).toEqual([0, '']);

      const out = join(root, 'killed');
      const killed = gradeAll(path, out, '--jobs', '2');
      await said(killed, /2\/6 graded/);
      killed.kill('SIGKILL');
      await killed;
      const kept = (await readdir(join(out, 'results'))).filter((name) => /^\w+\.json$/.test(name));
      expect(kept.length).toBeGreaterThanOrEqual(2);
      expect(kept.length).toBeLessThan(6);

      const resumed = await gradeAll(path, out, '--jobs', '2');
      expect(resumed.stdout).toContain(`${kept.length} graded before`);
      expect(await filesOf(out)).toEqual(await filesOf(join(root, 'whole')));
    },
    COMMAND_LIMIT_MS,
  );

  it(
    'ends its workers on SIGTERM, leaves no files behind, and keeps what was graded',
    async () => {
      const path = await download('stopped', six());
      const before = await readdir(root);
      const out = join(root, 'stopped-out');
      const stopped = gradeAll(path, out, '--jobs', '2');
      await said(stopped, /1\/6 graded/);
      stopped.kill('SIGTERM');
      const { exitCode, stderr } = await stopped;
      expect(exitCode).toBe(143);
      expect(stderr).toMatch(/interrupted by SIGTERM/);
      expect((await readdir(root)).sort()).toEqual([...before, 'stopped-out'].sort());
      expect((await readdir(join(out, 'results'))).length).toBeGreaterThanOrEqual(1);
    },
    COMMAND_LIMIT_MS,
  );

  it(
    'grades the others as ever beside one that hangs and one that floods',
    async () => {
      const path = await download('bad', {
        flood: starter + FLOOD,
        good: reference,
        hang: starter + HANG,
        late: starter,
      });
      const { stdout, exitCode } = await gradeAll(path, join(root, 'bad-out'), '--jobs', '3');
      expect(exitCode, stdout).toBe(0);
      const csv = await readFile(join(root, 'bad-out', 'grades.csv'), 'utf8');
      const scores = Object.fromEntries(
        csv.split('\n').flatMap((line) => {
          const [id, ...cells] = line.split(',');
          return ['flood', 'good', 'hang', 'late'].includes(id ?? '') ? [[id, cells]] : [];
        }),
      );
      expect(scores.good).toContain('100');
      for (const id of ['flood', 'hang', 'late']) expect(scores[id]).toContain('0');
    },
    COMMAND_LIMIT_MS,
  );

  it('says what to do when the folder is no download, or the secret is not there', async () => {
    const nowhere = await gradeAll(join(root, 'nowhere'), join(root, 'x'));
    expect(nowhere.exitCode).toBe(2);
    expect(nowhere.stderr).toMatch(/nowhere/);
    const path = await download('one', { ada: starter });
    const command = ['grader/commands/grade-all.ts', path, '--out', join(root, 'y')];
    const args = ['--import', 'tsx', ...command, '--secret', join(root, 'none')];
    const { stderr, exitCode } = await execa(process.execPath, args, { cwd: ROOT, reject: false });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/openssl rand/);
  });
});
