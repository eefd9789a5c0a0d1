import { describe, expect, it } from 'vitest';
import { STUDENT_FILE } from '../lab.ts';
import { parse, requireNoRegions } from './parse.ts';
import { RegionError, type RegionErrorCode } from './regions.ts';

const region = (name: string): string[] => [
  `  // #region ${name}`,
  `  //| ${name}() {`,
  '  //|   // TODO',
  '  //| }',
  `  ${name}() {`,
  `    return '${name}';`,
  '  }',
  `  // #endregion ${name}`,
];
const COMMIT = region('commit');
const REST = [...region('CommitRpc'), ...region('verifyBallotCommit')];

const skeleton = (...lines: string[]) => ({ path: STUDENT_FILE, text: lines.join('\n') });
const variant = (...lines: string[]) => ({ path: 'wrong/x.ts', text: lines.join('\n') });

/** The error that reading must end with. */
function errorOf(read: () => unknown): RegionError {
  try {
    read();
  } catch (error) {
    if (error instanceof RegionError) return error;
    throw error;
  }
  throw new Error('expected a RegionError');
}

describe('parse', () => {
  it('returns name, stub, implementation and place of each region', () => {
    const [first, ...others] = parse(
      skeleton('class Server {', ...COMMIT, ...REST, '}'),
      'skeleton',
    );
    expect(first).toEqual({
      name: 'commit',
      stub: ['  commit() {', '    // TODO', '  }'],
      body: ['  commit() {', "    return 'commit';", '  }'],
      span: { first: 2, last: 9 },
    });
    expect(others.map(({ name }) => name)).toEqual(['CommitRpc', 'verifyBallotCommit']);
  });

  it('leaves an empty stub line without indentation', () => {
    const lines = ['  // #region commit', '  //| a', '  //|', '  b', '  // #endregion commit'];
    expect(parse(skeleton(...lines, ...REST), 'skeleton')[0]?.stub).toEqual(['  a', '']);
  });

  it('takes any subset of the regions from a variant, without stubs', () => {
    const lines = ['', '  // #region CommitRpc', '  field = 1;', '  // #endregion CommitRpc', ''];
    expect(parse(variant(...lines), 'variant')).toEqual([
      { name: 'CommitRpc', stub: [], body: ['  field = 1;'], span: { first: 2, last: 4 } },
    ]);
  });
});

describe('parse fails closed on a skeleton with', () => {
  const cases: [string, RegionErrorCode, number, string[]][] = [
    ['a region inside a region', 'nested', 5, [...COMMIT.slice(0, 4), ...REST]],
    ['a region that is not closed', 'unclosed', 17, [...REST, ...COMMIT.slice(0, -1)]],
    ['a region closed twice', 'not-open', 9, [...COMMIT, '  // #endregion commit', ...REST]],
    ['an end without a begin', 'not-open', 1, ['  // #endregion commit', ...COMMIT, ...REST]],
    [
      'an end of another name',
      'wrong-end',
      8,
      [...COMMIT.slice(0, -1), '  // #endregion CommitRpc', ...REST],
    ],
    ['the same region twice', 'duplicate', 9, [...COMMIT, ...COMMIT, ...REST]],
    ['a region without a stub', 'no-stub', 1, [COMMIT[0] ?? '', ...COMMIT.slice(4), ...REST]],
    [
      'a region without an implementation',
      'no-body',
      1,
      [...COMMIT.slice(0, 4), ' ', ...COMMIT.slice(-1), ...REST],
    ],
    ['a stub line outside a region', 'stray-stub', 1, ['  //| x', ...COMMIT, ...REST]],
    [
      'a stub line after the implementation began',
      'stray-stub',
      6,
      [...COMMIT.slice(0, 5), '  //| x', ...COMMIT.slice(5), ...REST],
    ],
    ['a stub line after an empty line', 'stray-stub', 2, ['', '  //| x', ...COMMIT, ...REST]],
    ['a region of another name', 'unknown-name', 1, [...region('prepare'), ...COMMIT, ...REST]],
    ['a name of Object.prototype', 'unknown-name', 1, [...region('toString'), ...REST]],
    ['a missing region', 'missing', 16, REST],
    ['no region at all', 'missing', 1, ['class Server {}']],
    ['CR LF line ends', 'line-ends', 1, ['class Server {\r', ...COMMIT, ...REST]],
  ];
  it.each(cases)('%s', (_, code, line, lines) => {
    const error = errorOf(() => parse(skeleton(...lines), 'skeleton'));
    expect(error).toMatchObject({ code, line, file: STUDENT_FILE });
    expect(error.message).toMatch(new RegExp(`^${STUDENT_FILE}:${line}: `));
  });

  it.each([
    '  //#region commit',
    '  // #region',
    '  // #region commit ',
    '  // #region commit prepare',
    '  // #Region commit',
    '  // # region commit',
    '  // #endregion',
    '  /* #region commit */',
    '  code(); // #region commit',
    '  code(); // #endregion commit',
    '  //|x',
    '  // | x',
    '  code(); //| x',
  ])('the almost-marker "%s"', (line) => {
    const { code } = errorOf(() => parse(skeleton(line, ...COMMIT, ...REST), 'skeleton'));
    expect(code).toBe('malformed-marker');
  });
});

describe('parse fails closed on a variant with', () => {
  const body = ['  // #region commit', '  field = 1;', '  // #endregion commit'];
  const cases: [string, RegionErrorCode, number, string[]][] = [
    ['no region', 'missing', 1, ['']],
    ['text outside its regions', 'text-outside', 1, ["import x from 'y';", ...body]],
    ['stub lines', 'stub-in-variant', 2, COMMIT],
    ['a region of another name', 'unknown-name', 1, region('apply')],
    ['the same region twice', 'duplicate', 4, [...body, ...body]],
    ['an empty region', 'no-body', 1, ['  // #region commit', '  // #endregion commit']],
    ['a region that is not closed', 'unclosed', 1, body.slice(0, 2)],
  ];
  it.each(cases)('%s', (_, code, line, lines) => {
    const error = errorOf(() => parse(variant(...lines), 'variant'));
    expect(error).toMatchObject({ code, line, file: 'wrong/x.ts' });
  });
});

describe('requireNoRegions', () => {
  const file = (line: string) => ({ path: 'zpbft/cert.ts', text: `a\r\n${line}\nb` });

  it.each([
    '// #region commit',
    '  // #endregion x',
    '  //| stub',
    '// |',
    '//#region',
    '/*#region*/',
  ])('refuses "%s" in any other file of the lab', (line) => {
    const error = errorOf(() => requireNoRegions(file(line)));
    expect(error).toMatchObject({ file: 'zpbft/cert.ts', line: 2 });
  });

  it.each([
    '// regions of memory',
    'const a = b || c; // or',
    'type A = //\n  | 1',
    '#region = 1;',
  ])('accepts "%s"', (line) => expect(() => requireNoRegions(file(line))).not.toThrow());
});
