import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionError } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { OPTIMIZE_LATER } from '../tiering.ts';
import { ALLOWED_BUILTINS, build } from './build.ts';
import { changedFramework, FRAMEWORK } from './framework.ts';
import { take } from './take.ts';

let root = '';
let reference = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  reference = await readFile(join(FRAMEWORK, STUDENT_FILE), 'utf8');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Writes files below a fresh folder and returns its path. */
async function folder(name: string, files: Record<string, string>): Promise<string> {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  }
  return path;
}

describe('taking a submission', () => {
  it('finds zpbft/server.ts at any depth, and names the submission after its folder', async () => {
    const path = await folder('deep', { 'a/b/zpbft/server.ts': 'x', 'a/b/readme.md': '' });
    const taken = await take(path);
    expect(taken).toMatchObject({ id: 'deep', source: 'x', root: join(path, 'a/b') });
    expect(taken.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes a file itself', async () => {
    const path = await folder('single', { 'server.ts': 'y' });
    expect(await take(join(path, 'server.ts'))).toMatchObject({ id: 'server.ts', source: 'y' });
  });

  it('does not look into node_modules', async () => {
    const path = await folder('modules', { 'node_modules/lab/zpbft/server.ts': 'x' });
    await expect(take(path)).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('says which file to name when it lies loose in the folder', async () => {
    const loose = await folder('loose', { 'server.ts': 'y' });
    const told = await take(loose).catch((error: SubmissionError) => error);
    expect(told).toMatchObject({ code: 'file-missing' });
    expect(String((told as SubmissionError).help)).toContain(join(loose, 'server.ts'));
    const empty = await folder('empty', { 'readme.md': '' });
    await expect(take(empty)).rejects.toMatchObject({
      help: expect.objectContaining({ text: expect.stringContaining('whole starter folder') }),
    });
  });

  it('prefers the shallowest, and refuses to guess between equals', async () => {
    const files = { 'zpbft/server.ts': 'top', 'old/zpbft/server.ts': 'below' };
    expect(await take(await folder('copies', files))).toMatchObject({ source: 'top' });
    const twins = await folder('twins', { 'a/zpbft/server.ts': '1', 'b/zpbft/server.ts': '2' });
    await expect(take(twins)).rejects.toThrow(/a\/zpbft\/server\.ts, b\/zpbft\/server\.ts/);
  });

  it('says that there is nothing at a path', async () => {
    await expect(take(join(root, 'nowhere'))).rejects.toThrow(/no submission at .*nowhere/);
  });

  it('refuses UTF-16, and takes whatever else comments are saved in', async () => {
    const path = await folder('encodings', {});
    const file = join(path, 'server.ts');
    for (const bytes of [
      Buffer.from('\ufeffclass {}', 'utf16le'),
      Buffer.from('feff0063', 'hex'),
    ]) {
      await writeFile(file, bytes);
      await expect(take(file)).rejects.toThrow('zpbft/server.ts is saved as UTF-16');
    }
    await writeFile(file, Buffer.from('\ufeffclass Server {} // \xfe\xff\xb9\xfa', 'latin1'));
    expect(await take(file)).toMatchObject({ source: expect.stringContaining('class Server {}') });
  });

  it('refuses a file far over the size of a server', async () => {
    const path = await folder('huge', { 'server.ts': ' '.repeat(1024 * 1024 + 1) });
    await expect(take(join(path, 'server.ts'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('building a submission', () => {
  const buildIt = (source: string) => build(source, FRAMEWORK, join(root, 'out'));

  it('bundles the reference', async () => {
    const { file } = await buildIt(reference);
    expect(await readFile(file, 'utf8')).toContain('verifyBallotCommit');
  });

  it.each(['', 'await Promise.resolve();'])(
    'puts libsodium where the bundle finds it, also when it is a module: %s',
    async (more) => {
      const { file } = await buildIt(`${reference}\n${more}`);
      const { crypto_sign_detached } = createRequire(file)('sodium-native/binding');
      expect(crypto_sign_detached).toBeTypeOf('function');
    },
  );

  it.each(['', 'await Promise.resolve();'])(
    'tells V8 to optimize later in a server for seconds, also when it is a module: %s',
    async (more) => {
      const source = `${reference}\n${more}`;
      const { file } = await build(source, FRAMEWORK, join(root, 'out'), { forSeconds: true });
      const spy = join(root, 'spy.cjs');
      await writeFile(
        spy,
        "require('node:v8').setFlagsFromString = (flags) => console.log(flags);",
      );
      const { stdout } = await execa(process.execPath, ['--require', spy, file, '--help']);
      expect(stdout).toContain(OPTIMIZE_LATER);
      await execa(process.execPath, [OPTIMIZE_LATER, '--eval', '']); // node refuses unknown flags
    },
  );

  it('tells places in what a server printed as places in the sources', async () => {
    const { file, readable } = await buildIt(`${reference}\nthrow new Error('boom');`).then(
      (bundle) => ({ file: bundle.file, readable: (text: string) => bundle.readable(text) }),
    );
    const line =
      (await readFile(file, 'utf8')).split('\n').findIndex((text) => /boom/.test(text)) + 1;
    const place = `zpbft/server.ts:${reference.split('\n').length + 1}`;
    expect(readable(`${file}:${line}\n    at x (${file}:${line}:7)`)).toMatch(
      new RegExp(`^${place}\n    at x \\(${place}:\\d+\\)$`),
    );
    expect(readable('naive.cjs: no place')).toBe('naive.cjs: no place');
  });

  it('does not spend time on a flood that names a place', async () => {
    const { file, readable } = await buildIt(reference).then((bundle) => ({
      file: bundle.file,
      readable: (text: string) => bundle.readable(text),
    }));
    const flood = `${'x'.repeat(1024 * 1024)}\n${'x'.repeat(1024 * 1024)}${file}:1`;
    expect(readable(flood)).toBe(flood);
  });

  it('bundles what only a module may do as a module', async () => {
    const { file } = await buildIt(`${reference}\nawait Promise.resolve();`);
    expect(file).toMatch(/naive\.mjs$/);
  });

  it('tells file, line and column of a syntax error', async () => {
    await expect(buildIt(`const a = 1;\n  const = 2;\n${reference}`)).rejects.toMatchObject({
      code: 'build-failed',
      location: { file: STUDENT_FILE, line: 2, column: 9, lineText: '  const = 2;' },
    });
  });

  it('tells that the class Server is missing', async () => {
    await expect(buildIt('export const nothing = 1;')).rejects.toMatchObject({
      code: 'server-export-missing',
    });
  });

  it.each(ALLOWED_BUILTINS)('allows %s', async (name) => {
    await buildIt(`import * as used from '${name}';\nvoid used;\n${reference}`);
  });

  it('allows a built-in without its prefix, and files of the lab', async () => {
    const imports =
      "import { randomInt } from 'crypto';\nimport { Store as S } from '../zkv/store.ts';";
    await buildIt(`${imports}\nvoid [randomInt, S];\n${reference}`);
  });

  it.each([
    'node:fs',
    'fs',
    'node:child_process',
    'node:net',
    'node:module',
    'node:worker_threads',
    'zod',
    './helpers.ts',
    '../../grader/grade.ts',
    '../../package.json',
    'https://example.org/x.js',
  ])('forbids %s, and says where it is imported', async (name) => {
    const source = `\nimport * as used from '${name}';\nvoid used;\n${reference}`;
    await expect(buildIt(source)).rejects.toMatchObject({
      code: 'import-forbidden',
      message: expect.stringContaining(`"${name}"`),
      location: { file: STUDENT_FILE, line: 2 },
    });
  });

  it('forbids require and import() of other modules too', async () => {
    for (const call of ["require('fs')", "import('node:fs')"]) {
      await expect(buildIt(`${reference}\nvoid ${call};`)).rejects.toMatchObject({
        code: 'import-forbidden',
      });
    }
  });
});

describe('the framework', () => {
  it('is reported where a submission changed it, and not where it lacks it', async () => {
    const store = await readFile(join(FRAMEWORK, 'zkv/store.ts'), 'utf8');
    const path = await folder('changed', {
      'zpbft/server.ts': reference,
      'zkv/store.ts': `${store}\n// mine`,
    });
    expect(await changedFramework(path)).toEqual(['zkv/store.ts']);
    expect(await changedFramework(FRAMEWORK)).toEqual([]);
  });
});
