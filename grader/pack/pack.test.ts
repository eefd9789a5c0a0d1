import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { HANDOUT } from '../handout/chapters.ts';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { writePack } from './files.ts';
import { gradescopePack } from './gradescope.ts';
import { studentPack } from './student.ts';
import { leaksIn, secrets } from './testing.ts';
import { type ZipEntry, zipOf } from './zip.ts';

let directory = '';
let student: readonly ZipEntry[] = [];
let gradescope: readonly ZipEntry[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  [student, gradescope] = await Promise.all([studentPack(ROOT), gradescopePack(ROOT)]);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const paths = (entries: readonly ZipEntry[]): string[] => entries.map(({ path }) => path);
const textOf = (entries: readonly ZipEntry[], path: string): string =>
  entries.find((entry) => entry.path === path)?.bytes.toString() ?? '';

/** Names, modes and times in a zip, in its order. */
function listed(zip: Buffer): Promise<{ name: string; mode: number; year: number }[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, (error, file) => {
      if (error) return reject(error);
      const found: { name: string; mode: number; year: number }[] = [];
      file.on('entry', (entry) => {
        const mode = entry.externalFileAttributes >>> 16;
        found.push({ name: entry.fileName, mode, year: entry.getLastModDate().getFullYear() });
      });
      file.on('end', () => resolve(found)).on('error', reject);
    });
  });
}

describe('a zip', () => {
  const entries: ZipEntry[] = [
    { path: 'b/run', bytes: Buffer.from('#!'), executable: true },
    { path: 'a', bytes: Buffer.from('x'.repeat(1_000)) },
  ];

  it('is the same bytes for the same files: sorted, and with no time of its own', async () => {
    const zip = await zipOf(entries);
    expect((await zipOf([...entries].reverse())).equals(zip)).toBe(true);
    expect(await listed(zip)).toEqual([
      { name: 'a', mode: 0o100644, year: 1980 },
      { name: 'b/run', mode: 0o100755, year: 1980 },
    ]);
  });

  it('replaces a file only when told to', async () => {
    const file = join(directory, 'some/pack.zip');
    await writePack(entries, file, false);
    const before = (await stat(file)).size;
    await expect(writePack(entries.slice(1), file, false)).rejects.toThrow(
      /is there already.*--force/,
    );
    expect((await stat(file)).size).toBe(before);
    await writePack(entries.slice(1), file, true);
    expect((await stat(file)).size).toBeLessThan(before);
  });
});

describe('what students get', () => {
  it('has nothing of the reference or of a fixture, in none of its files', () => {
    const known = secrets();
    const reference = readFileSync(join(ROOT, 'solution', STUDENT_FILE), 'utf8');
    expect(leaksIn(reference, known).length).toBeGreaterThan(50); // it would be found
    const leaks = student.flatMap(({ path, bytes }) =>
      leaksIn(bytes.toString(), known).map((run) => `${path}: ${run}`),
    );
    expect(leaks).toEqual([]);
  });

  it('has no solution, fixture, test or instructor’s tool', () => {
    const inside = paths(student).map((path) => path.replace(/^pbft-lab\//, ''));
    const folders = new Set(
      inside.filter((path) => path.includes('/')).map((path) => path.split('/')[0]),
    );
    expect([...folders].sort()).toEqual(['docs', 'grader', 'starter']);
    const others = /test|regions|robust|batch|similar|pack\/|grade-all|solution|fixture/;
    expect(inside.filter((path) => others.test(path))).toEqual([]);
  });

  it('has the starter as the solution gives it, whatever lies in starter/, and twice', () => {
    const stub = textOf(student, `pbft-lab/starter/${STUDENT_FILE}`);
    expect(stub).toContain('TODO: build this server’s CommitMsg'.replace('’', "'"));
    expect(stub).not.toMatch(/#region|\/\/\|/);
    expect(textOf(student, `pbft-lab/grader/framework/${STUDENT_FILE}`)).toBe(stub);
  });

  it('has every page that a page links to', () => {
    const pages = student.filter(({ path }) => path.endsWith('.md'));
    expect(pages.length).toBe(1 + HANDOUT.length);
    for (const { path, bytes } of pages) {
      for (const [, to = ''] of bytes.toString().matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        expect(paths(student)).toContain(posix.join(posix.dirname(path), to));
      }
    }
  });

  it('has code, tables and reports in the handout, and nothing that asks for them', () => {
    const handout = HANDOUT.map((path) => textOf(student, `pbft-lab/${path}`)).join('\n');
    expect(handout).toContain('PrepareRpc(args: PrepareArgs): PhaseReply {');
    expect(handout).toContain('| `quorum-f1` | 8 |');
    expect(handout).toContain('✖ forged-signature');
    expect(handout).not.toMatch(/^<<<|<!--/m);
  });

  it('has all commands that its scripts start, and what they load', () => {
    const { scripts, dependencies, optionalDependencies } = JSON.parse(
      textOf(student, 'pbft-lab/package.json'),
    );
    for (const name of ['grade', 'explain', 'sandbox:probe', 'bench']) {
      const [, command = ''] = /^node grader\/start\.mjs (\S+)$/.exec(scripts[name]) ?? [];
      expect(paths(student)).toContain(`pbft-lab/grader/commands/${command}.ts`);
    }
    for (const file of ['watch/watch.ts', 'hints/hints.ts', 'hints/about.ts']) {
      expect(paths(student)).toContain(`pbft-lab/grader/${file}`);
    }
    expect(Object.keys(dependencies)).toContain('chokidar');
    expect(optionalDependencies).toHaveProperty('sodium-native');
  });

  it('has the bench, what it puts into servers, and charts that a grade does without', () => {
    for (const file of ['measure.ts', 'charts.ts', 'inside.cjs']) {
      expect(paths(student)).toContain(`pbft-lab/grader/bench/${file}`);
    }
    const { dependencies, devDependencies } = JSON.parse(textOf(student, 'pbft-lab/package.json'));
    expect(Object.keys(devDependencies)).toContain('echarts');
    expect(Object.keys(dependencies)).not.toContain('echarts');
  });

  it('has the scripts that the handout names', () => {
    const { scripts } = JSON.parse(textOf(student, 'pbft-lab/package.json'));
    const handout = HANDOUT.map((path) => textOf(student, `pbft-lab/${path}`)).join('\n');
    const named = [...handout.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });
});

describe.each([
  ['what students get', () => student, 'pbft-lab/'],
  ['what Gradescope gets', () => gradescope, 'kit/'],
])('%s', (_, entries, prefix) => {
  it('has a lock file with the kit’s versions, for its own package.json', async () => {
    const manifest = JSON.parse(textOf(entries(), `${prefix}package.json`));
    const { packages } = JSON.parse(textOf(entries(), `${prefix}package-lock.json`));
    const kit = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')).packages;
    expect(packages[''].dependencies).toEqual(manifest.dependencies);
    expect(packages[''].devDependencies).toEqual(manifest.devDependencies);
    const { '': _root, ...others } = packages;
    for (const [path, entry] of Object.entries<{ version: string }>(others)) {
      expect(entry.version).toBe(kit[path].version);
    }
    expect(JSON.stringify(packages)).not.toContain('"resolved"');
  });

  it('names no path of the machine that made it', () => {
    const text = entries().map(({ bytes }) => bytes.toString());
    expect(text.filter((one) => one.includes(ROOT.slice(0, -1)))).toEqual([]);
  });
});

describe('what Gradescope gets', () => {
  it('has two programs at its root, and the solution below', async () => {
    const modes = new Map(
      (await listed(await zipOf(gradescope))).map(({ name, mode }) => [name, mode]),
    );
    expect(modes.get('setup.sh')).toBe(0o100755);
    expect(modes.get('run_autograder')).toBe(0o100755);
    expect(paths(gradescope)).toContain(`kit/solution/${STUDENT_FILE}`);
    expect(paths(gradescope).filter((path) => path.includes('.test.'))).toEqual([]);
  });

  it('has no bench: nobody would start it there', () => {
    expect(
      paths(gradescope).filter((path) => /grader\/(?:bench\/|commands\/bench)/.test(path)),
    ).toEqual([]);
  });

  it.each(['setup.sh', 'run_autograder'])('has a %s that bash understands', (name) => {
    const input = textOf(gradescope, name);
    execFileSync('bash', ['-n'], { input, stdio: ['pipe', 'ignore', 'pipe'] });
    expect(input).toMatch(/^#!\/usr\/bin\/env bash\n/);
  });
});
