import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import type ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { reference, splice } from '../regions/transform.ts';
import { compare, LEAST_OWN, MAX_SUBMISSIONS } from './compare.ts';
import { dolosFiles, writeDolos } from './dolos.ts';
import { ownCode, shapesOf } from './extract.ts';
import { Similarities } from './similarities.ts';
import { readSources, type Source } from './sources.ts';
import { similarText } from './text.ts';
import { loadTypeScript, type TypeScript } from './tokens.ts';

const STARTER = readFileSync(join(ROOT, 'starter', STUDENT_FILE), 'utf8');
const SKELETON = {
  path: STUDENT_FILE,
  text: readFileSync(join(ROOT, 'solution', STUDENT_FILE), 'utf8'),
};
const ALL = 1_000;

let compiler: TypeScript;
let directory = '';
beforeAll(async () => {
  compiler = await loadTypeScript();
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const plainOf = (student: string, text: string): Source => ({
  ...{ student, text, attempt: 1, file: `${student}.ts` },
  ...{ name: undefined, section: undefined, submittedAt: undefined },
});

/** Right submissions that do it their own way: what honest students might hand in. */
const HONEST: readonly Source[] = readdirSync(join(ROOT, 'fixtures/unusual'))
  .filter((file) => file.endsWith('.ts'))
  .sort()
  .map((file) => {
    const path = join(ROOT, 'fixtures/unusual', file);
    return plainOf(
      basename(file, '.ts'),
      splice(SKELETON, { path, text: readFileSync(path, 'utf8') }),
    );
  });

const named = (name: string): string => HONEST.find(({ student }) => student === name)?.text ?? '';

/** The same class with other members: `change` sees the text of each that a student wrote. */
function rewritten(source: string, change: (member: string) => string): string {
  const file = compiler.createSourceFile('x.ts', source, compiler.ScriptTarget.Latest, true);
  const isServer = (one: ts.Node): one is ts.ClassDeclaration =>
    compiler.isClassDeclaration(one) && one.name?.text === 'Server';
  const members = file.statements.find(isServer)?.members ?? [];
  const shapes = shapesOf(compiler, STARTER);
  const own = members.filter((member) => {
    const name = member.name?.getText(file) ?? '';
    return /^(?:commit|CommitRpc|verifyBallotCommit)$/.test(name) || !shapes.has(name);
  });
  const texts = own.map((member) => change(member.getText(file)));
  const rest = own.reduce((text, member) => text.replace(member.getText(file), ''), source);
  const end = rest.lastIndexOf('\n}\n');
  return `${rest.slice(0, end)}\n${texts.reverse().join('\n\n')}${rest.slice(end)}`;
}

/** Gives every variable and parameter of a member another name. */
function renamed(member: string): string {
  const names = [...member.matchAll(/\bconst (\w+)|(?<=[(,] ?)(\w+)(?=: )/g)];
  return names.reduce((text, [, constant, parameter]) => {
    const name = constant ?? parameter ?? '';
    if (name === 'args' || name === 'msg') return text; // messages keep their fields' names
    return text.replace(new RegExp(`(?<![.\\w'\`/])${name}\\b(?!['/])`, 'g'), `the_${name}`);
  }, member);
}

/** Swaps neighbouring declarations of which the second does not use the first. */
function reordered(member: string): string {
  const lines = member.split('\n');
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const [first = '', second = ''] = [lines[at], lines[at + 1]];
    const declared = /^\s+const (?:\{([^}]*)\}|(\w+)).*;$/.exec(first);
    if (declared === null || !/^\s+const .*;$/.test(second)) continue;
    const names = (declared[1] ?? declared[2] ?? '').split(/[,:]/).map((name) => name.trim());
    if (names.some((name) => name !== '' && new RegExp(`\\b${name}\\b`).test(second))) continue;
    lines.splice(at, 2, second, first);
    at += 1;
  }
  return lines.join('\n');
}

/** Says something after every second statement, and comments on it. */
function chatty(member: string): string {
  let statements = 0;
  return member.replace(/;\n(\s+)(?=\S)/g, (_, indent: string) => {
    statements += 1;
    if (statements % 2 === 0) return `; // done\n${indent}`;
    return `;\n${indent}console.log('here', ${statements});\n${indent}`;
  });
}

const DISGUISES: Readonly<Record<string, (member: string) => string>> = {
  'names are changed': renamed,
  'statements and methods are in another order': reordered,
  'comments and logging are added': chatty,
  'all of these': (member) => chatty(reordered(renamed(member))),
};

const compared = (sources: readonly Source[], top = ALL) =>
  compare(compiler, sources, STARTER, top);

describe('copies', () => {
  it.each(Object.entries(DISGUISES))('come before all honest pairs when %s', (_, disguise) => {
    const copies = HONEST.map(({ student, text }) =>
      plainOf(`copy of ${student}`, rewritten(text, disguise)),
    );
    const { pairs } = compared([...HONEST, ...copies]);
    const honest = new Set(HONEST.map(({ student }) => student));
    const isCopy = ({ left, right }: (typeof pairs)[number]) =>
      right.student === `copy of ${left.student}`;
    const least = Math.min(...pairs.filter(isCopy).map(({ similarity }) => similarity));
    const independent = pairs.filter(
      ({ left, right }) => honest.has(left.student) && honest.has(right.student),
    );
    const most = Math.max(...independent.map(({ similarity }) => similarity));
    expect(pairs.filter(isCopy).length).toBeGreaterThanOrEqual(12);
    expect(least).toBeGreaterThan(most);
  });

  it('with braces, types and parentheses added are as similar as can be', () => {
    const own = named('vote-box');
    const other = own
      .replace('if (sender === undefined || id === this.id) return {};', (text) =>
        text
          .replace('(sender', '((sender')
          .replace(') return {};', ')) { return {} as PhaseReply; }'),
      )
      .replace('const voters = this', 'let voters: Set<number> = this');
    expect(other).not.toBe(own);
    expect(compared([plainOf('a', own), plainOf('b', other)]).pairs[0]?.similarity).toBe(1);
  });
});

describe('honest work', () => {
  it('shares less than half of what is its own', () => {
    expect(compared(HONEST).pairs[0]?.similarity).toBeLessThan(0.5);
  });

  it('that only follows what the starter shows is not compared', () => {
    const same = reference(SKELETON);
    const { compared: count, leftOut, pairs } = compared([plainOf('a', same), plainOf('b', same)]);
    expect({ count, pairs }).toEqual({ count: 0, pairs: [] });
    expect(leftOut[0]?.why).toMatch(/^only \d+ fingerprints beside what the starter/);
  });

  it('is not what stands in the starter: that has nothing of its own', () => {
    expect(ownCode(compiler, STARTER, shapesOf(compiler, STARTER))?.tokens).toEqual([]);
    const { leftOut } = compared([plainOf('a', STARTER), plainOf('b', STARTER)]);
    expect(leftOut.map(({ why }) => why)).toEqual(Array(2).fill(expect.stringMatching(/^nothing/)));
  });

  it('is not compared with other attempts of its author', () => {
    const text = named('vote-box');
    const again = { ...plainOf('a', text), attempt: 2 };
    expect(compared([plainOf('a', text), again]).pairs).toEqual([]);
    const three = compared([plainOf('a', text), again, plainOf('b', text)]);
    expect(three.pairs).toHaveLength(1);
  });

  it('that all have is nobody’s own', () => {
    const helpers = named('helpers-and-logging');
    const six = Array.from({ length: 6 }, (_, i) => plainOf(`s${i}`, helpers));
    expect(compared(six).compared).toBe(0);
    expect(compared(six.slice(0, 3)).compared).toBe(3);
  });
});

describe('hostile submissions', () => {
  it.each([
    ['no class Server', 'export const x = 1;', /no class Server/],
    ['no text', '', /no class Server/],
    [
      'deep nesting',
      `export class Server { a = ${'('.repeat(50_000)}1${')'.repeat(50_000)} }`,
      /deeply/,
    ],
  ])('with %s are left out, and it is told why', (_, text, why) => {
    const { leftOut } = compared([plainOf('a', text), plainOf('b', text)]);
    expect(leftOut).toHaveLength(2);
    expect(leftOut[0]?.why).toMatch(why);
  });

  it('that repeat themselves a thousand times are compared in no time, and not aligned', () => {
    const many = `export class Server { own() { ${'this.a(b, c + 1);'.repeat(5_000)} } }`;
    const { pairs, cut } = compared([plainOf('a', many), plainOf('b', many)]);
    expect(pairs[0]).toMatchObject({ similarity: 1, fragments: [] });
    expect(cut).toHaveLength(2);
  });

  it('cannot write a line of the report, nor control a terminal', () => {
    const text = named('vote-box').replaceAll('voters', 'voters /* \u001b[2J\u202e */');
    const mallory = { ...plainOf('m\n1. anna – bert: 100 %\u001b[31m', text), name: '=cmd()' };
    const shown = similarText(compared([mallory, plainOf('b', text)]), 100);
    for (const hidden of ['\u001b', '\u202e']) expect(shown).not.toContain(hidden);
    expect(shown).not.toMatch(/^1\. anna/m);
    expect(shown).toContain('m\\n1. anna');
  });

  it('are not read when there are too few or too many', () => {
    expect(() => compared([plainOf('a', '')])).toThrow(/expected 2 to 2000 submissions/);
    const many = Array.from({ length: MAX_SUBMISSIONS + 1 }, (_, i) => plainOf(`${i}`, ''));
    expect(() => compared(many)).toThrow(/saw 2001/);
  });
});

describe('the report', () => {
  it('ranks pairs, shows the lines of both sides, and says that it is no verdict', () => {
    const text = named('vote-box');
    const found = compared([plainOf('anna', text), plainOf('bert', rewritten(text, renamed))]);
    expect(Similarities.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
    expect(found.pairs[0]?.left.own).toBeGreaterThan(LEAST_OWN);
    const shown = similarText(found, 100);
    expect(shown).toMatch(/This is a report, no verdict\. The functions are short/);
    expect(shown).toMatch(/^ {3}1 +\d+ % +\d+ +\d+ {2}anna – bert$/m);
    expect(shown).toMatch(/^ +\d+ +if \(sender === .* \| +\d+ +if \(the_sender === /m);
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });
});

describe('reading', () => {
  const row = {
    schema: 'pbft-lab/row/v1',
    student: { id: 'anna', name: 'Anna', section: 'Mon' },
    status: 'not-graded',
    attempt: { number: 1, of: 1, from: 'x', submittedAt: '2026-01-02T03:04:05Z' },
    ...{ rawScore: null, score: null, maxScore: 100 },
  };

  it('takes what grade:all staged, with the names of its rows', async () => {
    const out = join(directory, 'out');
    await mkdir(join(out, 'submissions/anna'), { recursive: true });
    await writeFile(join(out, 'submissions/anna/server.ts'), 'text');
    const staged = [
      { student: 'anna', attempt: 1, file: 'submissions/anna/server.ts', sha256: 'x' },
    ];
    await writeFile(join(out, 'submissions.json'), JSON.stringify(staged));
    await writeFile(join(out, 'results.jsonl'), `${JSON.stringify(row)}\n`);
    const [source] = await readSources(out);
    expect(source).toMatchObject({ student: 'anna', name: 'Anna', section: 'Mon', text: 'text' });

    await writeFile(join(out, 'results.jsonl'), '{}\n');
    await expect(readSources(out)).rejects.toThrow(/results\.jsonl, line 1 is not as grade:all/);
    const outside = [{ student: 'anna', attempt: 1, file: '../../secret' }];
    await writeFile(join(out, 'submissions.json'), JSON.stringify(outside));
    await writeFile(join(out, 'results.jsonl'), '');
    await expect(readSources(out)).rejects.toThrow(/outside its folder/);
  });

  it('takes a plain folder, a file a student, and says what else it expected', async () => {
    const folder = join(directory, 'plain');
    await mkdir(folder);
    await expect(readSources(folder)).rejects.toThrow(/neither submissions\.json nor files/);
    await expect(readSources(join(folder, 'x'))).rejects.toThrow(/there is no folder/);
    await writeFile(join(folder, 'bert.ts'), 'text');
    expect(await readSources(folder)).toMatchObject([
      { student: 'bert', attempt: 1, text: 'text' },
    ]);
  });
});

describe('the files for Dolos', () => {
  const sources: Source[] = [
    { ...plainOf('../../=evil,"x"\n', 'one'), name: '=HYPERLINK("x")', section: 'Mon' },
    { ...plainOf('bert', 'two'), attempt: 2, submittedAt: '2026-01-02T03:04:05Z' },
  ];

  it('are info.csv, the submissions under safe names, and the starter as the template', () => {
    const files = dolosFiles(sources, STARTER);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(['info.csv', 'starter.ts', '1-.._.._evil_x_.ts', '2-bert-attempt-2.ts']);
    const rows = parseCsv(files[0]?.bytes ?? '', { columns: true });
    expect(rows).toEqual([
      {
        filename: paths[2],
        label: 'Mon',
        full_name: `'=HYPERLINK("x")`,
        created_at: '',
        ignored: '',
      },
      {
        ...{ filename: paths[3], label: '', full_name: 'bert', ignored: '' },
        created_at: '2026-01-02T03:04:05Z',
      },
      { filename: 'starter.ts', label: '', full_name: '', created_at: '', ignored: 'true' },
    ]);
  });

  it('go into a zip or a folder, and replace nothing', async () => {
    const files = dolosFiles(sources, STARTER);
    for (const name of ['dolos.zip', 'dolos']) {
      await writeDolos(files, join(directory, name));
      await expect(writeDolos(files, join(directory, name))).rejects.toThrow(/is there already/);
    }
    expect((await readFile(join(directory, 'dolos.zip'))).subarray(0, 2).toString()).toBe('PK');
    expect(await readFile(join(directory, 'dolos/starter.ts'), 'utf8')).toBe(STARTER);
  });
});
