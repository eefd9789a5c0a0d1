import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CourseRow } from '../../score/course.ts';
import { DEFAULT_RUBRIC, groupTitles } from '../../score/rubric.ts';
import { sayIn } from '../../text/language.ts';
import { tellAll } from '../../text/told.ts';
import { HOSTILE, resultWith, rowOf, smallCourse } from './course-for-tests.ts';
import { factsIn, titlesIn } from './facts.ts';
import { isReportFile, reportFile } from './names.ts';
import { pagesOf, writePages } from './pages.ts';
import { resultFor } from './students.ts';

let out = '';
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const attempt = (number: number, of: number) => ({ attempt: { number, of, from: 'x' } });
const nameOf = (id: string, number = 1, of = 1): string =>
  reportFile(rowOf(id, resultWith([]), attempt(number, of)));

describe('the file of a student’s page', () => {
  it('is called as the student where that is a safe name', () => {
    expect(nameOf('ada_7-b')).toBe('ada_7-b.html');
    expect(nameOf('ada', 2, 3)).toBe('ada.2.html');
  });

  it.each(['../../etc/passwd', 'CON', 'con', 'a/b', 'a.html', '%2e%2e', HOSTILE, '学生'])(
    'is a safe name for %s too',
    (id) => {
      expect(nameOf(id)).toMatch(/^[\w-]{0,60}~[0-9a-f]{16}\.html$/);
    },
  );

  it('is safe for each id and nobody else’s, also where case makes no difference', () => {
    const id = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({
        unit: fc.constantFrom('a', 'A', '.', '/', '~', '1'),
        minLength: 1,
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(id, id, fc.integer({ min: 1, max: 3 }), (one, other, number) => {
        const [a, b] = [nameOf(one, number, 3), nameOf(other, 1)];
        expect(isReportFile(a) && isReportFile(b)).toBe(true);
        expect(a.length).toBeLessThan(100);
        expect(a.toLowerCase()).not.toBe(b.toLowerCase());
        if (one !== other) {
          expect(nameOf(one).toLowerCase()).not.toBe(nameOf(other).toLowerCase());
        }
      }),
    );
  });
});

describe('pages of students', () => {
  const write = (rows: readonly CourseRow[], text = 'page') =>
    writePages(out, rows, { pageOf: async ({ student }) => `${text} of ${student.id}` });

  it('are written for all that was graded, one at a time', async () => {
    let open = 0;
    const seen: number[] = [];
    const told: number[] = [];
    await writePages(out, smallCourse(), {
      pageOf: async () => {
        open += 1;
        await Promise.resolve();
        seen.push(open);
        open -= 1;
        return 'page';
      },
      onStart: (total) => told.push(total),
      onWritten: () => told.push(told.length),
    });
    expect(seen).toEqual([1, 1, 1, 1, 1, 1]);
    expect(told).toEqual([6, 1, 2, 3, 4, 5, 6]);
    const files = await readdir(join(out, 'reports'));
    expect(files).toContain('ada.html');
    expect(files).toContain('fay.1.html');
    expect(files).toHaveLength(7);
  });

  it('are linked to as long as the result is the one that they were made of', async () => {
    const ada = rowOf('ada', resultWith([]));
    const bob = rowOf('bob', resultWith(['failed']));
    expect(await pagesOf(out, [ada, bob])).toEqual(new Set());
    await write([ada, bob]);
    // As rows are after they were written and read back; and the late policy is no part of a page.
    const later = [CourseRow.parse({ ...ada, score: 12 }), rowOf('bob', resultWith(['passed']))];
    expect(await pagesOf(out, later)).toEqual(new Set(['ada.html']));
  });

  it('that are nobody’s any more are removed, and nothing else', async () => {
    const rows = [rowOf('ada', resultWith([])), rowOf('bob', resultWith([]))];
    await write(rows);
    await writeFile(join(out, 'mine.html'), 'mine');
    await writeFile(join(out, 'reports', 'mine.html'), 'mine');
    const list = join(out, 'reports', 'pages.json');
    const known = JSON.parse(await readFile(list, 'utf8'));
    await writeFile(list, JSON.stringify({ ...known, '../mine.html': 'x' }));
    await write(rows.slice(0, 1), 'new page');
    expect((await readdir(join(out, 'reports'))).sort()).toEqual([
      'ada.html',
      'mine.html',
      'pages.json',
    ]);
    expect(await readFile(join(out, 'mine.html'), 'utf8')).toBe('mine');
    expect(await readFile(join(out, 'reports', 'ada.html'), 'utf8')).toBe('new page of ada');
  });
});

describe('what a page of a student is made of', () => {
  const trace = {
    ...{ f: 1, view: 0, servers: 4, real: [0], messages: [] },
    events: [{ atMs: 0, kind: 'note' as const, after: 0, text: 'x' }],
  };
  const result = resultWith(['failed', 'passed', 'failed']);
  const row = rowOf('ada', result, { student: { id: 'ada', name: 'Ada Lovelace' } });
  const [first, second, third, ...others] = result.scenarios;

  it('is the result under the student’s name, with the traces that were kept', () => {
    if (first === undefined || third === undefined) expect.fail();
    const kept = { ...first, traces: [trace], traceHash: 'a' };
    const dropped = { ...third, traceHash: 'b' };
    const stored = { ...result, scenarios: [kept, second ?? expect.fail(), dropped, ...others] };
    const page = resultFor(row, stored);
    expect(page.submission.id).toBe('Ada Lovelace (ada)');
    expect(page.scenarios.map(({ traces }) => traces?.length)).toEqual([1, ...Array(4)]);
    expect(page.notes).toEqual([
      'messages were too many to be kept, so there is no drawing here: forged-signature',
      'this draws what has no drawing here: npm run grade -- --seed seed-1 --html report.html',
    ]);
    expect(tellAll(sayIn('zh'), page, 'notes')[0]).toContain('没有时序图：forged-signature');
  });

  it('is the result of the row where nothing was stored, and says how to get the drawings', () => {
    const page = resultFor(row, undefined);
    expect(page.scenarios).toEqual(result.scenarios);
    expect(page.notes).toEqual([expect.stringMatching(/^this draws .* --html report\.html$/)]);
    const fine = rowOf('bob', resultWith([]));
    expect(resultFor(fine, undefined).notes).toEqual([]);
    expect(() => resultFor({ ...row, result: undefined }, undefined)).toThrow(/no result/);
  });
});

describe('what a folder of results knows beside its rows', () => {
  const nothing = { rubric: undefined, isSecret: false, shard: undefined, similar: undefined };

  it('is nothing where there is nothing, or something else', async () => {
    expect(await factsIn(out)).toEqual(nothing);
    await writeFile(join(out, 'batch.json'), 'no JSON');
    await writeFile(join(out, 'similar.json'), '{"schema":"pbft-lab/similar/v2"}');
    expect(await factsIn(out)).toEqual(nothing);
  });

  it('is the titles of groups, those of the lab where the rubric has no others', async () => {
    expect(await titlesIn(out)).toEqual(groupTitles(DEFAULT_RUBRIC));
    const batch = { rubric: 'f'.repeat(64), groups: { b: 'Part B', a: HOSTILE } };
    await writeFile(join(out, 'batch.json'), JSON.stringify(batch));
    expect([...(await titlesIn(out))]).toEqual([
      ['b', 'Part B'],
      ['a', HOSTILE],
    ]);
  });

  it('is the rubric, the kind of seed, the shard, and similar pairs', async () => {
    const rubric = createHash('sha256').update(JSON.stringify(DEFAULT_RUBRIC)).digest('hex');
    await writeFile(join(out, 'batch.json'), JSON.stringify({ rubric, secret: 'x', shard: '1/2' }));
    const similar = { schema: 'pbft-lab/similar/v1', submissions: 2, compared: 2, pairs: [] };
    await writeFile(join(out, 'similar.json'), JSON.stringify({ ...similar, leftOut: [] }));
    expect(await factsIn(out)).toEqual({
      rubric: { isDefault: true, hash: rubric.slice(0, 12) },
      ...{ isSecret: true, shard: '1/2', similar },
    });
    await writeFile(join(out, 'batch.json'), JSON.stringify({ rubric: 'f'.repeat(64) }));
    const { rubric: other } = await factsIn(out);
    expect(other).toEqual({ isDefault: false, hash: 'f'.repeat(12) });
  });
});
