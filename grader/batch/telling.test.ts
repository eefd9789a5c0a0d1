import { describe, expect, it } from 'vitest';
import type { CourseRow } from '../score/course.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import type { Intake } from '../submission/intake-types.ts';
import { sayIn } from '../text/language.ts';
import { t } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import type { Terms } from './plan.ts';
import { endText, foundText } from './telling.ts';

const terms: Terms = { rubric: DEFAULT_RUBRIC, tier: 'bwrap', chance: { seed: 's' } };
const skipped = [
  { path: 'a\u001b[2J', ...spelled({ why: t`an absolute path` }) },
  { path: 'b', ...spelled({ why: t`in more than ${40} folders` }) },
];
const found: Intake = { layout: 'moodle', taken: [], missing: [{ id: 'zed' }], skipped };
const row: CourseRow = {
  ...{ schema: 'pbft-lab/row/v1', student: { id: 'ada' }, status: 'not-graded' },
  ...{ rawScore: null, score: null, maxScore: 100 },
  ...spelled({ reason: t`no worker could grade it: ${'ENOMEM'}` }),
};

describe('a batch', () => {
  it('tells what it found in the language', () => {
    expect(foundText(found, terms, 'skipped.json', sayIn('zh')).split('\n')).toEqual([
      '0 名学生的 0 份作业，布局 moodle，隔离级别 bwrap，种子 s',
      '名册上有 1 人未提交',
      '略去 2 项：',
      expect.stringMatching(/^ {2}a\P{Cc}*：绝对路径$/u),
      '  b：超过 40 层文件夹',
    ]);
  });

  it('never shows a secret, and says where more is', () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ path: `p${index}`, why: 'w' }));
    const secret = { ...terms, chance: { secret: 'not to be told' } };
    const text = foundText({ ...found, skipped: many }, secret, 'skipped.json', sayIn('en'));
    expect(text).toContain('sandbox bwrap, seeds from the secret\n');
    expect(text).not.toContain('not to be told');
    expect(text).toMatch(/ {2}p9: w\n {2}… all in skipped\.json$/);
  });

  it('tells what became of it in the language, reasons included', () => {
    const lines = endText([row], 'out', 5_000, sayIn('zh')).split('\n');
    expect(lines[0]).toMatch(/^0 份已评分，用时 5\.0 秒：out.grades\.csv$/);
    expect(lines.slice(1)).toEqual([
      '1 份未评分，不是学生的原因：',
      '  ada：没有 worker 能给它评分：ENOMEM',
      '请再次运行同一条命令：已有的评分会保留。',
    ]);
  });
});
