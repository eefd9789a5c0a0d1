import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareCourses } from '../../score/compare.ts';
import { CourseRow } from '../../score/course.ts';
import { sayIn } from '../../text/language.ts';
import { t } from '../../text/text.ts';
import { spelled } from '../../text/told.ts';
import { widthOf } from '../width.ts';
import { diffText } from './diff-text.ts';
import { statisticsText } from './statistics-text.ts';
import { writeReports } from './write.ts';

const zh = sayIn('zh');

const cause = {
  ...{ code: 'commit-early', rule: 'A server commits once.', rationale: 'r', help: 'h' },
  ...{ functions: ['commit'], sent: [], expected: 'e', actual: 'a' },
};
const ada = CourseRow.parse({
  ...{ schema: 'pbft-lab/row/v1', status: 'graded', student: { id: '1', name: '王小明' } },
  ...{ rawScore: 80, score: 72, maxScore: 100 },
  attempt: { number: 1, of: 1, from: 'ada', submittedAt: '2026-12-01T00:00:00Z' },
  lateness: { days: 2, graceDays: 1, deducted: 8 },
  result: {
    ...{ schema: 'pbft-lab/result/v1', kit: '1', score: 80, maxScore: 100, seed: 's' },
    ...{ sandbox: 'bwrap', node: '20', durationMs: 1, starts: 1, notes: [] },
    submission: { id: 'ada', sha256: 'a' },
    scenarios: [
      {
        ...{ id: 'commit-early', story: 's', group: 'quorum', status: 'failed', score: 0 },
        ...{ maxScore: 20, durationMs: 1, cause },
      },
    ],
  },
});
const bob = CourseRow.parse({
  ...{ schema: 'pbft-lab/row/v1', status: 'not-graded', student: { id: '2' } },
  ...{ rawScore: null, score: null, maxScore: 100 },
  ...spelled({ reason: t`no result within ${5} minutes` }),
});
const ROWS = [ada, bob];

let directory = '';
let english = '';
let chinese = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  english = join(directory, 'en');
  chinese = join(directory, 'zh');
  const gradebook = join(directory, 'book.csv');
  const header = 'Identifier,Full name,Grade,Maximum Grade,Feedback comments';
  await writeFile(gradebook, `${header}\nParticipant 1,王小明,,100,\n`);
  await writeReports(english, ROWS, { gradebook: [gradebook] });
  await writeReports(chinese, ROWS, { gradebook: [gradebook], say: zh });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const fileIn = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

describe('in Chinese', () => {
  it.each(['results.jsonl', 'statistics.json'])(
    '%s is the same: it is for programs',
    async (name) => {
      expect(await fileIn(chinese, name)).toBe(await fileIn(english, name));
    },
  );

  it('grades.csv has the same columns and statuses, and sentences in Chinese', async () => {
    const [en = [], inChinese = []] = await Promise.all(
      [english, chinese].map(async (folder) => (await fileIn(folder, 'grades.csv')).split('\n')),
    );
    expect(inChinese[0]).toBe(en[0]);
    expect(inChinese[1]).toBe(en[1]);
    expect(en[2]).toContain('2,,,,not-graded,,100,,no,,,,,,,,,0,,,,no result within 5 minutes,');
    expect(inChinese[2]).toBe(en[2]?.replace('no result within 5 minutes', '5 分钟内没有结果'));
  });

  it('a student reads the comment of Moodle in Chinese', async () => {
    const book = await fileIn(chinese, 'book-filled.csv');
    expect(book).toContain('Identifier,Full name,Grade,Maximum Grade,Feedback comments');
    expect(book).toMatch(/迟交 2 天，其中 1 天不扣分：从 80 分中扣去 8 分，剩 72 分<br>/);
  });

  it('the summary is Chinese', async () => {
    const summary = await fileIn(chinese, 'summary.md');
    expect(summary).toMatch(/^# PBFT 实验：课程成绩\n/);
    expect(summary).toContain(`| 学生 | 姓名 | 提交 | 状态 | ${zh('points')} | 迟交 | 说明 |`);
    expect(summary).toMatch(/\| 2 \| {2}\| {2}\| 未评分 \| {2}\| {2}\| 5 分钟内没有结果 \|/);
    expect(summary).toContain('2 天，−8');
  });

  it('the statistics are in columns', () => {
    const lines = statisticsText(ROWS, zh).split('\n');
    expect(lines[0]).toBe('1 名学生已评分、1 名未评分');
    const table = lines.slice(lines.findIndex((line) => line.startsWith('场景')));
    expect(table.length).toBe(2);
    expect(new Set(table.map(widthOf)).size).toBe(1);
  });

  it('a comparison tells statuses and reasons in Chinese', () => {
    const passed = { ...ada.result?.scenarios[0], status: 'passed', cause: undefined, score: 20 };
    const after = {
      ...ada,
      score: 92,
      rawScore: 100,
      result: { ...ada.result, scenarios: [passed] },
    };
    const diff = compareCourses(ROWS, [after as CourseRow]);
    expect(diffText(diff, zh)).toBe(
      [
        '只在第一个里：2',
        '',
        '1  72 → 92  +20  （结果不稳定：其余都相同）',
        '  commit-early：未通过：commit-early → 通过',
        '',
        '两边都有的学生 1 名，1 名不同：1 名升高，0 名降低',
        '  1  结果不稳定：其余都相同',
      ].join('\n'),
    );
  });
});
