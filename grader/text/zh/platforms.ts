import type { Catalogue } from '../text.ts';

/** Texts of results for other systems. */
export const PLATFORMS: Catalogue = {
  'Not played, since this did not pass: {0}.': '没有运行，因为这些没有通过：{0}。',
  'Not graded: the machine could not decide it ({0}). Grade again.':
    '没有评分：机器无法判定（{0}）。请再评一次。',
  '{0} line {1}': '{0} 第 {1} 行',
  '{0} line {1}, column {2}': '{0} 第 {1} 行第 {2} 列',
  'Why: {0}': '原因：{0}',
  'Sent: {0}': '步骤：{0}',
  'Expected: {0}': '应该：{0}',
  'Seen: {0}': '实际：{0}',
  'Look at: {0}': '先看：{0}',
  'Hint: {0}': '提示：{0}',
  'Where: {0}': '位置：{0}',
  'Note: {0}': '注意：{0}',
  '… and {0} notes more': '…… 还有 {0} 条说明',
  'Score {0}/{1}, seed {2}': '得分 {0}/{1}，seed {2}',
  '{0} scenario was not graded, the machine could not decide: grade again before the score is used.':
    '{0} 个场景没有评分，机器无法判定：采用分数之前请再评一次。',
  '{0} scenarios were not graded, the machine could not decide: grade again before the score is used.':
    '{0} 个场景没有评分，机器无法判定：采用分数之前请再评一次。',
  'This submission could not be graded yet: the grader did not come to an end. Nothing was judged. Submit it again, or tell your instructor.':
    '这份作业还没能评分：评分程序没有运行到底。什么都没有判定。请再提交一次，或者告诉老师。',
  'Not graded to the end: {0} of {1} scenarios were played. Submit it again, or tell your instructor.':
    '评分没有完成：{1} 个场景只运行了 {0} 个。请再提交一次，或者告诉老师。',
  'The machine could not decide all of it: submit it again.':
    '机器无法判定全部场景：请再提交一次。',
  'PBFT lab: {0}/{1} points': 'PBFT 实验：{0}/{1} 分',
  '**Not final:** the machine could not decide all of it. Run the job again.':
    '**不是最终分数：** 机器无法判定全部场景。请重新运行这个任务。',
  '**Nothing was played.** {0}': '**没有运行任何场景。** {0}',
  '**{0}**: {1}': '**{0}**：{1}',
  '… and {0} more broken rules': '…… 还有 {0} 条没有遵守的规则',
  '{0} (also {1})': '{0}（还有 {1}）',
  '| {0} | {1} of {2} | {3} |': '| {0} | {1}/{2} | {3} |',
  group: '分组',
  points: '分数',
  error: '无法判定',
  'the submission builds and starts': '作业能构建并启动',
  '{0}, {1}': '{0}，{1}',
  'no reason is known': '原因不明',
  'nothing was handed in': '没有提交',
  'write the result for another system; - for standard output; may be repeated; names: {0}':
    '为别的系统写出结果；- 表示标准输出；可以重复；名称：{0}',
  'expected <name>=<file>, names are {0}': '应为 <name>=<file>，名称有 {0}',
  '--format {0}: there is no format "{1}"; {2}': '--format {0}：没有格式“{1}”；{2}',
  '--format {0}: {1}': '--format {0}：{1}',
  '--format {0}={1}: there is no folder {2}': '--format {0}={1}：没有文件夹 {2}',
  '--json and --format: only one of them can go to standard output':
    '--json 和 --format：只能有一个写到标准输出',
};
