import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { Similarities } from '../similar/similarities.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  await mkdir(join(directory, 'course'));
  for (const student of ['anna', 'bert']) {
    await copyFile(
      join(ROOT, 'solution', STUDENT_FILE),
      join(directory, 'course', `${student}.ts`),
    );
  }
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const similar = (...args: string[]) =>
  execa(process.execPath, ['--import', 'tsx', 'grader/commands/grade-similar.ts', ...args], {
    ...{ cwd: ROOT, reject: false, stdin: 'ignore' },
    env: { INIT_CWD: directory },
  });

describe('grade:similar', () => {
  it('writes a report, JSON and the files for Dolos, at paths as they were typed', async () => {
    const args = ['course', '--json', 'similar.json', '--dolos', 'dolos'];
    const { stdout, stderr, exitCode } = await similar(...args);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^Similar code: 2 submissions, 0 of them compared\./);
    expect(stdout).toContain('This is a report, no verdict.');
    expect(stdout).toContain('There is nothing to compare: fewer than two');
    const json = await readFile(join(directory, 'similar.json'), 'utf8');
    expect(Similarities.parse(JSON.parse(json)).leftOut).toHaveLength(2);
    expect(await readFile(join(directory, 'dolos/info.csv'), 'utf8')).toMatch(/^filename,label/);
  });

  it('writes nothing but JSON where JSON goes to standard output', async () => {
    const { stdout } = await similar('course', '--json', '-');
    expect(Similarities.parse(JSON.parse(stdout)).submissions).toBe(2);
  });

  it.each([
    [['nowhere'], /^error: there is no folder .*nowhere\nSee npm run grade:similar -- --help$/],
    [['course', '--top', '0'], /Expected a whole number from 1 to 1000/],
    [[], /missing required argument 'out'/],
  ])('says what is wrong with %j, with exit code 2', async (args, message) => {
    const { stderr, exitCode } = await similar(...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('explains every flag', async () => {
    const { stdout, exitCode } = await similar('--help');
    expect(exitCode).toBe(0);
    for (const flag of ['top', 'json', 'dolos', 'help']) expect(stdout).toContain(`--${flag} `);
  });
});
