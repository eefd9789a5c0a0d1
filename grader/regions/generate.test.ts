import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { committed, readTree } from './disk.ts';
import { type Committed, checkStarter, generateStarter } from './generate.ts';

const region = (name: string, stub: string) =>
  `// #region ${name}\n//| ${stub}\nsecret\n// #endregion ${name}\n`;
const server = (stub: string) =>
  ['commit', 'CommitRpc', 'verifyBallotCommit'].map((name) => region(name, stub)).join('');
const STUBS = 'stub\nstub\nstub\n';
const NOTHING_COMMITTED: Committed = () => undefined;

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const starter = (): Record<string, string> =>
  Object.fromEntries([...readTree(join(root, 'starter'))].map(([path, b]) => [path, b.toString()]));
const generate = (inGit: Committed, force = false) => generateStarter(root, { force }, inGit);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'regions-'));
  write('solution/zpbft/server.ts', server('stub'));
  write('solution/zkv/store.ts', 'store');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('generateStarter', () => {
  it('writes a starter where there is none, and then finds nothing to change', () => {
    expect(checkStarter(root)).toHaveLength(2);
    expect(generate(NOTHING_COMMITTED)).toMatchObject({ kind: 'written', files: 2 });
    expect(starter()).toEqual({ 'zkv/store.ts': 'store', 'zpbft/server.ts': STUBS });
    expect(checkStarter(root)).toEqual([]);
    expect(generate(NOTHING_COMMITTED)).toEqual({ kind: 'written', files: 2, changes: [] });
  });

  it('overwrites framework files and removes those no longer generated, with their folder', () => {
    generate(NOTHING_COMMITTED);
    write('starter/zkv/store.ts', 'changed');
    write('starter/old/deep/gone.ts', 'old');
    const old: Committed = (path) =>
      path === 'starter/old/deep/gone.ts' ? Buffer.from('old') : undefined;
    expect(generate(old)).toMatchObject({ kind: 'written', changes: [{}, {}] });
    expect(starter()).toEqual({ 'zkv/store.ts': 'store', 'zpbft/server.ts': STUBS });
    expect(() => readFileSync(join(root, 'starter/old'))).toThrow('ENOENT');
  });

  it('updates a server.ts that is as git has committed it', () => {
    generate(NOTHING_COMMITTED);
    write('solution/zpbft/server.ts', server('better stub'));
    const asCommitted: Committed = () => Buffer.from(STUBS);
    expect(generate(asCommitted)).toMatchObject({ kind: 'written' });
    expect(starter()['zpbft/server.ts']).toContain('better stub');
  });

  it.each([
    ['in no commit', NOTHING_COMMITTED],
    ['committed otherwise', () => Buffer.from(STUBS)],
  ])("refuses to overwrite a student's server.ts that is %s, and writes nothing", (_, inGit) => {
    generate(NOTHING_COMMITTED);
    write('starter/zpbft/server.ts', 'three days of work');
    write('solution/zkv/store.ts', 'newer store');
    const before = starter();
    expect(generate(inGit)).toEqual({ kind: 'refused', atRisk: ['starter/zpbft/server.ts'] });
    expect(starter()).toEqual(before);
  });

  it('refuses to remove a file that is not generated and not committed', () => {
    generate(NOTHING_COMMITTED);
    write('starter/notes.md', 'notes');
    const refused = { kind: 'refused', atRisk: ['starter/notes.md'] };
    expect(generate(NOTHING_COMMITTED)).toEqual(refused);
  });

  it('overwrites and removes all of it when forced', () => {
    generate(NOTHING_COMMITTED);
    write('starter/zpbft/server.ts', 'three days of work');
    write('starter/notes.md', 'notes');
    expect(generate(NOTHING_COMMITTED, true)).toMatchObject({ kind: 'written' });
    expect(checkStarter(root)).toEqual([]);
  });

  it('writes nothing when a region of the solution is wrong', () => {
    write('solution/zpbft/server.ts', server('stub').replace('//| stub\n', ''));
    expect(() => generate(NOTHING_COMMITTED, true)).toThrow('zpbft/server.ts:1: ');
    expect(starter()).toEqual({});
  });
});

const repository = fileURLToPath(new URL('../..', import.meta.url));
const hasHistory = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: repository }).status === 0;

describe('committed', () => {
  it.skipIf(!hasHistory)('is what git has of a file (skipped without a git history)', () => {
    const expected = execFileSync('git', ['cat-file', 'blob', 'HEAD:./LICENSE'], {
      cwd: repository,
    });
    expect(committed(repository, 'LICENSE')).toEqual(expected);
    expect(committed(repository, 'no/such/file')).toBeUndefined();
  });

  it('is nothing outside a repository', () => {
    expect(committed(root, 'solution/zkv/store.ts')).toBeUndefined();
  });
});

describe('npm run starter', () => {
  const run = (...args: string[]) => {
    const script = ['--import', 'tsx', 'grader/regions/starter.ts', ...args];
    return spawnSync(process.execPath, script, { cwd: repository, encoding: 'utf8' });
  };

  it('-- --check exits 0 when the starter is what the solution gives', () => {
    expect(run('--check')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it.each([['--chekc'], ['--check', '--force']])(
    '%s %s is an error with usage, exit 2',
    (...args) => {
      const { status, stderr } = run(...args);
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('usage:'),
      });
    },
  );
});
