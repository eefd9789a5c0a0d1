import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';

/** What another process starts, and talks to; it has no help. */
const FOR_MACHINES = ['grade-one'];
const COMMANDS = readdirSync(join(ROOT, 'grader', 'commands'))
  .filter((file) => /^[\w-]+\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''))
  .filter((name) => !FOR_MACHINES.includes(name));

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const run = (LC_ALL: string, ...args: string[]) =>
  execa(process.execPath, [join('grader', 'start.mjs'), ...args], {
    ...{ cwd: ROOT, reject: false, stdin: 'ignore' },
    env: { INIT_CWD: directory, LC_ALL },
  });

/** Words of English side by side, in what is to be Chinese; commands are typed as they are. */
const englishIn = (text: string): string[] =>
  text
    .replaceAll(/npm (?:run )?[\w:-]+|\w+(?:-\w+)+|<[^>]*>|[-[]\S*/g, '')
    .match(/[A-Za-z]{2,} [a-z]{2,}.*/g) ?? [];

describe.concurrent.each(COMMANDS)('%s', (name) => {
  it('has a help in Chinese, with no sentence left in English', async () => {
    const { stdout, exitCode } = await run('C.UTF-8', name, '--lang', 'zh', '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^用法：npm run .*\[选项\]/);
    expect(englishIn(stdout)).toEqual([]);
  });

  it('says what is wrong with the command line in the language, with exit code 2', async () => {
    const [zh, en] = [
      await run('zh_CN.UTF-8', name, '--nonsense'),
      await run('C', name, '--nonsense'),
    ];
    expect([zh.exitCode, en.exitCode]).toEqual([2, 2]);
    expect(zh.stderr).toMatch(/^错误：(?:没有选项“--nonsense”|必须给出选项|缺少参数)/);
    expect(en.stderr).toMatch(/^error: (?:unknown option '--nonsense'|required option|missing)/);
  });
});

describe.concurrent('the language of a command', () => {
  it('is that of --lang, whatever the environment says', async () => {
    const ended = await run('zh_CN.UTF-8', 'grade-report', 'nowhere', '--lang', 'en');
    expect(ended.stderr).toMatch(/^error: cannot read .*\nSee npm run grade:report -- --help$/);
  });

  it('is one that there is, else the usage is wrong', async () => {
    const ended = await run('C.UTF-8', 'grade-report', 'nowhere', '--lang', 'fr');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toMatch(/'--lang <language>' argument 'fr' is invalid.*en, zh/);
  });

  it('is that of errors too, with the same exit code', async () => {
    const ended = await run('zh_CN.UTF-8', 'grade-report', 'nowhere');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toMatch(/^错误：无法读取 .*\n用法见 npm run grade:report -- --help$/);
  });

  it('is that of what zod says of a rubric', async () => {
    const file = join(directory, 'rubric.json');
    await writeFile(file, JSON.stringify({ scenarios: { 'quorum-f1': { points: 'many' } } }));
    const ended = await run('zh_CN.UTF-8', 'grade', '--rubric', file, '--list');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toMatch(/^错误：.*rubric\.json：scenarios\.quorum-f1\.points：无效输入/);
  });
});
