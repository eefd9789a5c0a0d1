import type { Catalogue } from '../text.ts';

/** Texts of the overview of a course as a page. */
export const OVERVIEW: Catalogue = {
  // Head
  'PBFT lab: a course': 'PBFT 实验：课程总览',
  graded: '已评分',
  'not graded': '未评分',
  'handed in nothing': '未提交',
  'mean, of {0}': '平均分（满分 {0}）',
  median: '中位数',
  'standard deviation': '标准差',
  'with all points': '满分',
  grader: '评分程序',
  rubric: '评分表',
  'the one of the lab': '实验自带',
  'one of your own (SHA-256 {0}…)': '自定义（SHA-256 {0}…）',
  seed: '种子',
  'one for all: {0}': '所有人共用：{0}',
  'one for each student, from the secret': '由密钥生成，每人一个',
  '{0} different ones': '{0} 个不同的种子',
  sandbox: '沙箱',
  shard: '分片',
  'page written': '页面生成于',

  // Not graded
  '1 was not graded, through no fault of theirs': '1 份作业未评分，不是学生的原因',
  '{0} were not graded, through no fault of theirs': '{0} 份作业未评分，不是学生的原因',
  'They have no score, not 0. Run the same command again when the machine is well: what is graded is kept.':
    '这些作业没有分数，而不是 0 分。机器恢复正常后再次运行同一条命令即可：已有的评分会保留。',

  // Histogram
  'Scores in percent: choose a bar to see who is in it':
    '得分分布（百分比）：选中一个柱形，查看其中的学生',
  '{0}–{1} %: 1 student': '{0}–{1} %：1 名学生',
  '{0}–{1} %: {2} students': '{0}–{1} %：{2} 名学生',

  // Filters
  Filters: '筛选',
  Search: '搜索',
  'student, name, scenario': '学号、姓名、场景',
  Status: '状态',
  'any status': '任意状态',
  Failed: '未通过的场景',
  'any scenario or none': '不限',
  'Score, in percent': '得分（百分比）',
  'lowest score, in percent': '最低得分（百分比）',
  'highest score, in percent': '最高得分（百分比）',
  'earlier attempts too': '包括较早的提交',
  'Show all': '全部显示',
  '{0} of {1} shown': '显示 {1} 行中的 {0} 行',

  // Submissions
  Submissions: '作业',
  Student: '学生',
  Name: '姓名',
  Attempt: '提交次数',
  'pages written': '个页面已写出',
  'messages were too many to be kept, so there is no drawing here: {0}':
    '以下场景的消息太多，没有保留，因此这里没有时序图：{0}',
  'this draws what has no drawing here: {0}': '运行这条命令可以得到这里没有的时序图：{0}',
  'PBFT lab: {0}': 'PBFT 实验：{0}',
  'Score, of {0}': '得分（满分 {0}）',
  'Raw score': '原始分',
  Late: '迟交',
  '1 day, −{0}': '1 天，−{0}',
  '{0} days, −{1}': '{0} 天，−{1}',
  late: '迟交',
  'late, nobody knows by how much': '迟交，时间不详',
  'Failed scenarios': '未通过的场景',
  Problem: '问题',
  Report: '报告',
  'Report of {0}': '{0} 的报告',

  // Scenarios
  Scenarios: '场景',
  Scenario: '场景',
  Shares: '比例',
  passed: '通过',
  failed: '未通过',
  blocked: '未进行',
  undecided: '未判定',
  Discrimination: '区分度',
  'Percent are of passed, failed and blocked. Discrimination is how strongly passing a scenario goes with the points earned elsewhere, from −1 to 1: near 0 it tells little of a student.':
    '百分比以通过、未通过和未进行的总数为基数。区分度是通过该场景与其余场景得分之间的相关系数，取值 −1 到 1：接近 0 时，该场景几乎不能区分学生水平。',
  'Show who failed {0}': '查看哪些学生未通过 {0}',

  // Similar code
  'Similar code': '相似代码',
  'Not compared yet. This compares them; then write this page anew with grade:report:':
    '尚未比较。用下面的命令比较，再用 grade:report 重新生成本页：',
  '{0} of {1} submissions have enough of their own to be compared. This is a report, no verdict: the functions are short, and honest work looks alike. Read the code, and talk to the students, before you conclude anything.':
    '{1} 份作业中有 {0} 份含有足够多自己写的代码，可以比较。这只是报告，不是结论：这几个函数很短，独立完成的代码也会相似。下结论之前，请先读代码，并与学生谈一谈。',
  'No two of them share anything of their own.': '没有任何两份作业含有相同的自写代码。',
  'There is nothing to compare: fewer than two of them have enough of their own.':
    '没有可比的：自写代码足够多的作业不到两份。',
  'All pairs, as JSON': '全部配对（JSON）',
  '{0} fingerprints in both, at most {1} in a row': '共有 {0} 个指纹相同，最多连续 {1} 个',
  'The longest passages, side by side': '最长的相同片段，左右对照',
  'attempt {0}': '第 {0} 次提交',
};
