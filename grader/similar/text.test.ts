import { expect, it } from 'vitest';
import { sayIn } from '../text/language.ts';
import { t } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import type { Similarities } from './similarities.ts';
import { similarText } from './text.ts';

const side = (student: string) => ({ student, attempt: 1, file: `${student}.ts` });
const found: Similarities = {
  ...{ schema: 'pbft-lab/similar/v1', submissions: 4, compared: 2, cut: [side('dan')] },
  leftOut: [
    { ...side('cleo'), ...spelled({ why: t`it has no class Server` }) },
    {
      ...{ ...side('王小明'), attempt: 2 },
      ...spelled({ why: t`only ${3} fingerprints beside what the starter or most others have` }),
    },
  ],
  pairs: [
    {
      ...{ left: { ...side('ada'), own: 9 }, right: { ...side('bob'), own: 9 } },
      ...{ similarity: 0.5, overlap: 9, longest: 4, fragments: [] },
    },
  ],
};

it('is told in Chinese altogether, reasons included, with its numbers below their titles', () => {
  const text = similarText(found, 80, sayIn('zh'));
  expect(text).toMatch(/^相似代码：4 份作业，比较了其中 2 份。\n/);
  expect(text).toContain('   # 相似度 重合 最长  一对\n   1   50 %    9    4  ada – bob\n');
  expect(text).toContain('\n   （代码自身重复：无法对齐）\n');
  expect(text).toContain(
    '没有比较：\n  cleo：没有类 Server\n' +
      '  王小明，第 2 次提交：除了 starter 或多数作业里都有的，只有 3 个指纹\n',
  );
  expect(text).toMatch(/\n截断：\n {2}dan：太大：只比较了开头\n$/);
});
