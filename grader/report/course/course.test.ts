import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Changed } from '../../score/compare.ts';
import type { CourseRow } from '../../score/course.ts';
import type { Said } from '../../text/text.ts';
import { csvText } from './csv.ts';
import { diffText } from './diff-text.ts';
import { type LateFlags, lateOptions, withLateOptions } from './late-options.ts';
import { checkGradebooks, readRows, writeReports } from './write.ts';

const row = (id: string, score: number, more: Partial<CourseRow['student']> = {}): CourseRow => ({
  schema: 'pbft-lab/row/v1',
  student: { id, ...more },
  status: 'missing',
  rawScore: score,
  score,
  maxScore: 100,
});

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const file = join(directory, name);
  await writeFile(file, content);
  return file;
}

/** The filled copy of a gradebook, and what was noted. */
async function filled(content: string, rows: readonly CourseRow[]) {
  const file = await fileOf('book.csv', content);
  const notes: string[] = [];
  const onNote = (note: Said): void => void notes.push(`${note}`);
  await writeReports(join(directory, 'out'), rows, { gradebook: [file], onNote });
  return { text: await readFile(join(directory, 'out', 'book-filled.csv'), 'utf8'), notes };
}

describe('a cell of a CSV file', () => {
  it.each(['=1', '+1', '-1', '@A', '\tx', '\rx'])('is no formula: %j', (cell) => {
    const text = csvText([[cell, 'b']], { bom: false, escapeFormulas: true });
    expect(text.replace(/^"/, '')[0]).toBe("'");
  });

  it('is a number when it is one, below zero too', () => {
    expect(csvText([[-1, 'a=b', '']], { bom: false, escapeFormulas: true })).toBe('-1,a=b,\n');
  });

  it('comes after a byte order mark only on request', async () => {
    await writeReports(join(directory, 'bom'), [row('a', 1)], { bom: true });
    expect(await readFile(join(directory, 'bom', 'grades.csv'), 'utf8')).toMatch(/^\uFEFFid,/);
    await writeReports(join(directory, 'bom'), [row('a', 1)]);
    expect(await readFile(join(directory, 'bom', 'grades.csv'), 'utf8')).toMatch(/^id,/);
    expect((await readdir(join(directory, 'bom'))).filter((name) => /tmp/.test(name))).toEqual([]);
  });
});

describe('a gradebook', () => {
  it('is filled in its own style: semicolons, byte order mark, columns in another order', async () => {
    const header = '\uFEFFIdentifier;Grade;Full name;Maximum Grade\n';
    const { text } = await filled(`${header}Participant 7;;"A; B";20,00\n`, [row('7', 45)]);
    expect(text).toBe(`${header}Participant 7;9;"A; B";20,00\n`);
  });

  it('finds a student by number, login, e-mail, or a name that only one has', async () => {
    const rows = [
      row('s1', 11),
      row('x', 22, { email: 'Bob@Example.edu' }),
      row('y', 33, { name: 'Cem Uzun' }),
      row('z1', 44, { name: 'Same Name' }),
      row('z2', 55, { name: 'Same Name' }),
    ];
    const { text, notes } = await filled(
      'Student,ID,SIS User ID,SIS Login ID,Section,Lab (1)\n' +
        '"A, A",1,s1,,,\n"B, B",2,,bob@example.edu,,\n"Uzun, Cem",3,,,,\n"Name, Same",4,,,,\n',
      rows,
    );
    expect(text.match(/\d+$/gm)).toEqual(['11', '22', '33']);
    expect(notes).toEqual([
      'book.csv: 3 filled in',
      'book.csv: in the gradebook, and no result: Name, Same',
      'book.csv: a result, and not in the gradebook: z1, z2',
    ]);
  });

  it.each([
    [
      'of no kind that is known',
      'Name,Points\na,1\n',
      /expected a gradebook of Canvas.*"Name,Points"/,
    ],
    ['of Canvas without assignment', 'Student,ID,Section\n', /expected a column of an assignment/],
    [
      'of Canvas with several',
      'Student,ID,Section,A (1),B (2)\n',
      /several assignments: A \(1\), B \(2\)\. Say which.*book\.csv#1/,
    ],
    ['that is no CSV', 'Student,ID,Section,A (1)\n"a,b\n', /this is no CSV file: Quote Not Closed/],
    ['in another encoding', Buffer.from([0xff, 0xfe, 0x53]), /not in UTF-8/],
  ])('is refused before anything is written: %s', async (_, content, message) => {
    const file = await fileOf('book.csv', content);
    await expect(checkGradebooks([file])).rejects.toThrow(message);
  });

  it('is refused when it is not there, has no such assignment, or comes twice', async () => {
    await expect(checkGradebooks([join(directory, 'none')])).rejects.toThrow(/cannot read/);
    const file = await fileOf('canvas.csv', 'Student,ID,Section,A (1)\n');
    await expect(checkGradebooks([`${file}#2`])).rejects.toThrow(/with the number 2; there are A/);
    await expect(checkGradebooks([file, file])).rejects.toThrow(/two would become canvas-filled/);
  });
});

describe('results.jsonl', () => {
  it.each([
    ['no JSON', '{"a":1\n', /results\.jsonl line 1: this is no JSON/],
    [
      'another object',
      `${JSON.stringify(row('a', 1))}\n{"a":1}\n`,
      /line 2: not a row of a course/,
    ],
    ['a score that is none', JSON.stringify({ ...row('a', 1), score: 'x' }), /line 1: .*score: /],
  ])('is refused with the line: %s', async (_, text, message) => {
    await fileOf('results.jsonl', text);
    await expect(readRows(directory)).rejects.toThrow(message);
  });

  it('that is not there says what writes it', async () => {
    const reading = readRows(join(directory, 'nowhere'));
    await expect(reading).rejects.toThrow(/cannot read .*written by npm run grade:all/);
  });
});

describe('options of a late policy', () => {
  const parsed = (...args: string[]) => {
    const command = withLateOptions(new Command())
      .exitOverride()
      .configureOutput({
        writeErr: () => {},
      });
    return lateOptions(command.parse(args, { from: 'user' }).opts<LateFlags>());
  };
  const due = ['--due', '2026-11-30T23:59:00+01:00'];

  it('together are a policy', () => {
    expect(parsed(...due, '--late', '10%/day', '--grace-days', '2', '--late-max', '50')).toEqual({
      due: due[1],
      percentPerDay: 10,
      graceDays: 2,
      maxPercent: 50,
    });
    expect(parsed(...due, '--late', '12.5/day')).toMatchObject({ percentPerDay: 12.5 });
  });

  it('leave scores, or take a policy back', () => {
    expect(parsed()).toBeUndefined();
    expect(parsed('--late', 'none')).toBe('none');
  });

  it.each([
    [['--late', '10/day'], /say with --due when/],
    [due, /--late is missing beside --due/],
    [['--late', 'none', '--grace-days', '1'], /does not go with --grace-days/],
    [['--due', '2026-11-30'], /Expected a time with its offset/],
    [['--due', '2026-11-30T23:59:00'], /Expected a time with its offset/],
    [['--late', '10'], /Expected percent a day/],
    [['--late', '101/day'], /Expected percent a day/],
    [['--grace-days', '-1'], /Expected a whole number/],
    [['--late-max', 'x'], /Expected percent/],
  ])('are refused when they do not go together: %j', (args, message) => {
    expect(() => parsed(...args)).toThrow(message);
  });
});

describe('a comparison at a terminal', () => {
  const changed = (student: string, why: Changed['why'], what = 'quorum-f1'): Changed => {
    const changes = [{ what, before: 'passed', after: 'failed: quorum-needed' }];
    return { student, before: 100, after: 92, difference: -8, why, changes };
  };
  const diff = { schema: 'pbft-lab/diff/v1' as const, onlyInA: [], onlyInB: [], compared: 99 };

  it('tells a large class in few lines', () => {
    const students = Array.from({ length: 60 }, (_, index) => changed(`s${index}`, 'kit'));
    expect(diffText({ ...diff, changed: [changed('x', 'seed'), ...students] })).toBe(
      [
        '60 students: s0, s1, s2, s3, s4, s5, s6, s7 and 52 more  −8  (other version of the grader)',
        '  quorum-f1: passed → failed: quorum-needed',
        '',
        'x  100 → 92  −8  (other seed)',
        '  quorum-f1: passed → failed: quorum-needed',
        '',
        '99 students in both, 61 differ: 0 up, 61 down',
        '  1  other seed',
        '  60  other version of the grader',
      ].join('\n'),
    );
  });

  it('has an end, however many kinds there are', () => {
    const kinds = Array.from({ length: 30 }, (_, index) => changed('a', 'flake', `w${index}`));
    expect(diffText({ ...diff, changed: kinds })).toContain('… 10 students more differ');
  });

  it('of the same says so', () => {
    expect(diffText({ ...diff, changed: [] })).toBe('99 students in both, none differs');
  });
});
