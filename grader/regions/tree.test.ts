import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { STUDENT_FILE } from '../lab.ts';
import { readTree } from './disk.ts';
import { parse } from './parse.ts';

import { differences, starterOf } from './tree.ts';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const tree = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));

const region = (name: string) => `// #region ${name}\n//| stub\nsecret\n// #endregion ${name}\n`;
const SERVER = ['commit', 'CommitRpc', 'verifyBallotCommit'].map(region).join('');

describe('starterOf', () => {
  it('keeps programs only: no tests, no testing/ folders, nothing but .ts', () => {
    const starter = starterOf(
      tree({
        [STUDENT_FILE]: SERVER,
        'naive.ts': 'main',
        'naive.test.ts': '// #region anything',
        'testing/node.ts': '',
        'zrpc/testing/deep/x.ts': '',
        'zrpc/notes.md': '',
        'keys/id.pem': '',
      }),
    );
    expect([...starter.keys()]).toEqual([STUDENT_FILE, 'naive.ts']);
    expect(starter.get(STUDENT_FILE)?.toString()).toBe('stub\nstub\nstub\n');
  });

  it('refuses a region in another file than the student’s', () => {
    const solution = tree({ [STUDENT_FILE]: SERVER, 'zpbft/cert.ts': 'a\n// #region commit\n' });
    expect(() => starterOf(solution)).toThrow('zpbft/cert.ts:2: only zpbft/server.ts may');
  });

  it('refuses a solution without the student’s file', () => {
    expect(() => starterOf(tree({ 'naive.ts': '' }))).toThrow('zpbft/server.ts:1: ');
  });

  it('refuses bytes that are not UTF-8', () => {
    const solution = new Map([...tree({ [STUDENT_FILE]: SERVER }), ['a.ts', Buffer.from([0xff])]]);
    expect(() => starterOf(solution)).toThrow(TypeError);
  });
});

describe('differences', () => {
  it('names what is missing, changed and extra, in the order of paths', () => {
    const expected = tree({ a: '1', b: '2', c: '3' });
    const actual = tree({ d: '4', c: '0', b: '2' });
    expect(differences(expected, actual)).toEqual([
      { path: 'a', what: 'missing' },
      { path: 'c', what: 'changed' },
      { path: 'd', what: 'extra' },
    ]);
  });
});

describe('the starter', () => {
  it('equals the stripped solution byte by byte (otherwise: npm run starter)', () => {
    const starter = starterOf(readTree(root('solution')));
    expect(differences(starter, readTree(root('starter')))).toEqual([]);
  });

  it('has no line of an implementation that does not also stand elsewhere', () => {
    const text = readFileSync(root(`solution/${STUDENT_FILE}`), 'utf8');
    const lines = text.split('\n');
    const regions = parse({ path: STUDENT_FILE, text }, 'skeleton');
    const isInside = (index: number): boolean =>
      regions.some(({ span }) => index + 1 >= span.first && index + 1 <= span.last);
    const allowed = [
      ...lines.filter((_, index) => !isInside(index)),
      ...regions.flatMap(({ stub }) => stub),
    ];
    const given = readFileSync(root(`starter/${STUDENT_FILE}`), 'utf8').split('\n');
    const count = (all: readonly string[], line: string): number =>
      all.filter((one) => one === line).length;
    for (const line of new Set(regions.flatMap(({ body }) => body))) {
      expect.soft(count(given, line), line).toBe(count(allowed, line));
    }
  });
});
