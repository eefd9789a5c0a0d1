import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../lab.ts';
import { CourseRow } from '../../score/course.ts';
import { Result } from '../../score/result.ts';

/** Cheap ones; the wrong submission passes the first and fails the second. */
const RUBRIC = {
  groups: { broadcast: 'Part A of homework 3' },
  scenarios: { 'commit-shape': { points: 40 }, 'quorum-f1': { points: 60, needs: [] } },
};
const COMMAND_LIMIT_MS = 150_000;

describe.skipIf(process.platform !== 'linux')('the overview and the pages of a course', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    await writeFile(join(root, 'rubric.json'), JSON.stringify(RUBRIC));
    await writeFile(join(root, 'roster.csv'), 'id\nAda\nbob\n学生\ngil\n');
    const reference = await readFile(join(ROOT, 'solution/zpbft/server.ts'), 'utf8');
    const sources = {
      Ada: reference,
      bob: reference.replace('commitBallot() < 2 * this.f', 'commitBallot() < 1'),
      学生: 'export class Server {',
    };
    for (const [student, source] of Object.entries(sources)) {
      await mkdir(join(root, 'download', student), { recursive: true });
      await writeFile(join(root, 'download', student, 'server.ts'), source);
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const command = async (name: string, ...args: string[]) => {
    const ended = await execa(process.execPath, ['grader/start.mjs', name, ...args], {
      cwd: ROOT,
      env: { TMPDIR: root, INIT_CWD: root },
      reject: false,
      timeout: COMMAND_LIMIT_MS,
    });
    expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    return ended.stdout;
  };
  const gradeAll = (out: string, ...args: string[]) =>
    command(
      ...(['grade-all', 'download', '--out', out, '--sandbox', 'process', '--seed', 's1'] as const),
      ...['--rubric', 'rubric.json', '--roster', 'roster.csv', ...args],
    );
  const textOf = (...path: string[]) => readFile(join(root, ...path), 'utf8');
  const linksIn = (html: string): string[] =>
    [...html.matchAll(/href="\.\/([^"]*)"/g)].map(([, link = '']) => decodeURIComponent(link));

  /** Of each stored result the scenarios that have traces. */
  async function tracedIn(out: string): Promise<string[]> {
    const files = await readdir(join(root, out, 'results'));
    const results = files.map(async (file) =>
      Result.parse(JSON.parse(await textOf(out, 'results', file))),
    );
    return (await Promise.all(results)).flatMap(({ scenarios }) =>
      scenarios.flatMap(({ id, status, traces }) =>
        traces === undefined ? [] : [`${id} ${status}`],
      ),
    );
  }

  /** What is known of each student, without what is never twice the same. */
  async function rowsIn(out: string): Promise<unknown[]> {
    const text = await textOf(out, 'results.jsonl');
    expect(text).not.toContain('"traces"');
    expect(text).not.toContain('"traceHash"');
    const timeless = text
      .replace(/"(durationMs|starts)":\d+/g, '"$1":0')
      .replace(/"waitedMs":\{[^}]*\}/g, '"waitedMs":{}');
    const lines = timeless.trim().split('\n');
    return lines.map((line) => CourseRow.parse(JSON.parse(line)));
  }

  it(
    '--reports keeps what failed and draws it; the rows are the same without',
    async () => {
      const said = await gradeAll('with', '--reports');
      expect(said).toContain('3/3 pages written');
      expect(said).toContain(`wrote ${join(root, 'with', 'index.html')}`);
      expect(await tracedIn('with')).toEqual(['quorum-f1 failed']);
      const pages = (await readdir(join(root, 'with', 'reports'))).filter(
        (file) => file !== 'pages.json',
      );
      expect(pages.sort()).toEqual([
        expect.stringMatching(/^Ada~[0-9a-f]{16}\.html$/),
        expect.stringMatching(/^__~[0-9a-f]{16}\.html$/),
        'bob.html',
      ]);
      const drawn = await textOf('with', 'reports', 'bob.html');
      expect(drawn).toContain('<svg');
      expect(drawn).not.toContain('no drawing here');
      expect(drawn).toContain('>Part A of homework 3</a>');
      const links = linksIn(await textOf('with', 'index.html'));
      expect(links.sort()).toEqual(pages.map((file) => `reports/${file}`));

      await gradeAll('without');
      expect(await tracedIn('without')).toEqual([]);
      expect(linksIn(await textOf('without', 'index.html'))).toEqual([]);
      expect(await rowsIn('without')).toEqual(await rowsIn('with'));
    },
    COMMAND_LIMIT_MS,
  );

  it(
    'grade:report writes them anew in Chinese, also of results that have no traces',
    async () => {
      await command('grade-report', 'without', '--reports', '--lang', 'zh');
      const page = await textOf('without', 'reports', 'bob.html');
      expect(page).toContain('lang="zh');
      expect(page).toContain('>Part A of homework 3</a>');
      expect(page).toContain('--only quorum-f1 --seed s1');
      expect(page).toContain('没有的时序图：npm run grade -- --seed s1 --html');
      expect(await tracedIn('without')).toEqual([]);
      await command('grade-report', 'without', '--due', '2020-01-01T00:00:00Z', '--late', '10/day');
      const index = await textOf('without', 'index.html');
      expect(index).toContain('lang="en');
      // What a late policy takes off is no part of a page: the pages are still those of these results.
      expect(linksIn(index)).toHaveLength(3);
    },
    COMMAND_LIMIT_MS,
  );
});
