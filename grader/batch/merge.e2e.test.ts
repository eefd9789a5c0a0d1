import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';

/** Cheap: what a batch does with a result does not depend on what is in it. */
const RUBRIC = { scenarios: { 'commit-shape': { points: 100, needs: [] } } };
const STUDENTS = ['ada', 'bob', 'cy'];
const COMMAND_LIMIT_MS = 120_000;

describe.skipIf(process.platform !== 'linux')('grade:all --shard with grade:merge', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    await writeFile(join(root, 'rubric.json'), JSON.stringify(RUBRIC));
    await writeFile(join(root, 'roster.csv'), `id\n${[...STUDENTS, 'dan'].join('\n')}\n`);
    const starter = await readFile(join(ROOT, 'starter/zpbft/server.ts'), 'utf8');
    for (const student of STUDENTS) {
      await mkdir(join(root, 'download', student), { recursive: true });
      await writeFile(join(root, 'download', student, 'server.ts'), `${starter}// ${student}\n`);
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  async function command(name: string, ...args: string[]) {
    return execa(process.execPath, ['grader/start.mjs', name, ...args], {
      cwd: ROOT,
      env: { TMPDIR: root, INIT_CWD: root },
      reject: false,
      timeout: COMMAND_LIMIT_MS,
    });
  }
  const gradeAll = (out: string, ...args: string[]) =>
    command(
      ...(['grade-all', 'download', '--out', out, '--sandbox', 'process'] as const),
      ...['--rubric', 'rubric.json', '--roster', 'roster.csv', ...args],
    );

  /** All files of a folder of results, without the times that grades took. */
  async function filesOf(out: string): Promise<Record<string, unknown>> {
    const entries = await readdir(join(root, out), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const text = (await readFile(path, 'utf8'))
        .replace(/"(durationMs|starts)":\s*\d+/g, '"$1":0')
        .replace(/"waitedMs":\s*\{[^}]*\}/g, '"waitedMs":{}')
        .replace(/time="[\d.]+"/g, 'time="0"')
        // Of the overview, what names its folder and its time.
        .replace(
          /<title>.*?<\/title>|<h1>.*?<\/h1>|<time.*?<\/time>|<code>npm run .*?<\/code>/g,
          '',
        );
      // The order of fields means nothing.
      const values = /[.]jsonl?$/.test(name)
        ? (name.endsWith('l') ? text.trim().split('\n') : [text]).map((one) => JSON.parse(one))
        : text;
      return [path.slice(join(root, out).length), values] as const;
    });
    return Object.fromEntries((await Promise.all(texts)).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  it(
    'gives the folder of a course that one machine graded, and grade:all goes on with it',
    async () => {
      const refused = await gradeAll('unseeded', '--shard', '1/2');
      expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(/--seed or/)]);

      const parts = ['1/2', '2/2'].map((shard) =>
        gradeAll(`part-${shard[0]}`, '--shard', shard, '--seed', 's1', '--jobs', '1'),
      );
      for (const part of await Promise.all(parts)) {
        expect([part.exitCode, part.stderr], part.stdout).toEqual([0, '']);
      }
      const missing = await command('grade-merge', 'part-1', '--out', 'course');
      expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining(': 2/2.')]);
      const merged = await command('grade-merge', 'part-2', 'part-1', '--out', 'course');
      expect([merged.exitCode, merged.stderr], merged.stdout).toEqual([0, '']);

      const whole = await gradeAll('whole', '--seed', 's1', '--jobs', '1');
      expect([whole.exitCode, whole.stderr], whole.stdout).toEqual([0, '']);
      expect(await filesOf('course')).toEqual(await filesOf('whole'));

      const again = await gradeAll('course');
      expect(again.stdout).toContain('3 graded before');
      expect(again.exitCode).toBe(0);
      expect(await filesOf('course')).toEqual(await filesOf('whole'));
    },
    COMMAND_LIMIT_MS + 60_000,
  );
});
