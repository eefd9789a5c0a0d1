import type { Catalogue } from '../text.ts';

/** Texts of what is made of a graded course: statistics, gradebooks, summaries, comparisons. */
export const GRADEBOOKS: Catalogue = {
  // Statistics and summaries
  '{0} student graded': '{0} 名学生已评分',
  '{0} students graded': '{0} 名学生已评分',
  '{0} handed in nothing': '{0} 名未提交',
  '{0} not graded': '{0} 名未评分',
  'mean {0}, median {1}, standard deviation {2} of {3} points; {4} with all':
    '满分 {3} 分：平均 {0}，中位数 {1}，标准差 {2}；满分 {4} 人',
  scenario: '场景',
  share: '通过率',
  discrimination: '区分度',
  'PBFT lab: results of the course': 'PBFT 实验：课程成绩',
  'not-graded': '未评分',
  missing: '未提交',
  students: '学生数',
  mean: '平均分',
  sd: '标准差',
  of: '满分',
  Students: '学生',
  student: '学生',
  name: '姓名',
  attempt: '提交',
  status: '状态',
  about: '说明',
  'note: {0}': '注意：{0}',
  'wrote {0}': '已写出 {0}',
  '… and {0} lines more: see grades.csv': '……另有 {0} 行：见 grades.csv',
  '{0} d, −{1}': '{0} 天，−{1}',
  '{0} attempt is marked late, and no time of submission is known: no late policy can judge that, the score stays':
    '{0} 次提交被标为迟交，但不知道提交时间：迟交规则无法处理，分数不变',
  '{0} attempts are marked late, and no time of submission is known: no late policy can judge that, the score stays':
    '{0} 次提交被标为迟交，但不知道提交时间：迟交规则无法处理，分数不变',
  '{0} attempt is without a time of submission: on time': '{0} 次提交没有提交时间：按准时处理',
  '{0} attempts are without a time of submission: on time': '{0} 次提交没有提交时间：按准时处理',

  // Late policies
  '--late none does not go with {0}; a policy is --due <time> --late 10/day':
    '--late none 不能与 {0} 同用；迟交规则写成 --due <time> --late 10/day',
  '--late is missing beside {0}; a policy is --due <time> --late 10/day':
    '给了 {0}，却缺少 --late；迟交规则写成 --due <time> --late 10/day',
  '--late: say with --due when it was due, as 2026-11-30T23:59:00+01:00':
    '--late：请用 --due 给出截止时间，例如 2026-11-30T23:59:00+01:00',
  'Expected a time with its offset from UTC, such as 2026-11-30T23:59:00+01:00.':
    '应为带 UTC 偏移的时间，例如 2026-11-30T23:59:00+01:00。',
  'Expected percent a day, such as 10/day, at most 100, or none.':
    '应为每天的百分数，例如 10/day，最大 100；或 none。',
  'Expected percent, from 0 to 100.': '应为 0 到 100 的百分数。',

  // Gradebooks
  '{0} filled in': '填写了 {0} 人',
  'not graded, left as they were: {0}': '未评分，保持原样：{0}',
  'in the gradebook, and no result: {0}': '成绩册里有、但没有结果：{0}',
  'a result, and not in the gradebook: {0}': '有结果、但不在成绩册里：{0}',
  '{0} and {1} more': '{0} 等，另有 {1} 人',
  'the grade cannot be changed, says Moodle: {0}': 'Moodle 表示成绩不能更改：{0}',
  'there is no column "{0}": no comments': '没有列“{0}”：不写评语',
  'Nothing was handed in.': '没有提交作业。',
  'Late by {0} day': '迟交 {0} 天',
  'Late by {0} days': '迟交 {0} 天',
  'Late by {0} day, {1} of them free': '迟交 {0} 天，其中 {1} 天不扣分',
  'Late by {0} days, {1} of them free': '迟交 {0} 天，其中 {1} 天不扣分',
  '{0}: {1} of {2} points taken off, {3} left': '{0}：从 {2} 分中扣去 {1} 分，剩 {3} 分',
  '--gradebook {0}: not in UTF-8; save it as "CSV UTF-8"':
    '--gradebook {0}：不是 UTF-8；请存为“CSV UTF-8”',
  '--gradebook {0}: expected a gradebook of Canvas (Student,ID,…,Section,<assignment>) or a grading worksheet of Moodle in English (Identifier,…,Grade,…); its first line is "{1}"':
    '--gradebook {0}：应为 Canvas 成绩册（Student,ID,…,Section,<assignment>）或英文的 Moodle 评分表（Identifier,…,Grade,…）；它的第一行是“{1}”',
  '--gradebook: cannot read {0}: {1}': '--gradebook：无法读取 {0}：{1}',
  '--gradebook {0}: larger than {1} MB': '--gradebook {0}：大于 {1} MB',
  '--gradebook: two would become {0}; rename one of them':
    '--gradebook：有两个都会写成 {0}；请给其中一个改名',
  'there is none, such as "PBFT lab (1234)"': '一个也没有，例如“PBFT lab (1234)”',
  'there are {0}': '实际有 {0}',
  '{0}: expected a column of an assignment; {1}': '{0}：应有一列作业；{1}',
  '{0}: expected a column of an assignment with the number {1}; {2}':
    '{0}：应有编号为 {1} 的作业列；{2}',
  '{0}: it has several assignments: {1}. Say which, by its number: --gradebook {2}#{3}':
    '{0}：有多个作业：{1}。请用编号指明：--gradebook {2}#{3}',
  '{0}: this is no CSV file: {1}': '{0}：不是 CSV 文件：{1}',

  // Rows
  '{0}: more than {1} rows': '{0}：超过 {1} 行',
  'cannot read {0}: {1}. It is written by npm run grade:all -- <download> --out {2}':
    '无法读取 {0}：{1}。它由 npm run grade:all -- <download> --out {2} 写出',
  '{0}: this is no JSON: {1}': '{0}：不是 JSON：{1}',
  '{0}: not a row of a course: {1}': '{0}：不是课程结果中的一行：{1}',
  '{0}: not a row of a course: {1}: {2}': '{0}：不是课程结果中的一行：{1}：{2}',
  'cannot make {0}: {1}': '无法建立 {0}：{1}',

  // Differences
  'only in the first: {0}': '只在第一个里：{0}',
  'only in the second: {0}': '只在第二个里：{0}',
  '… {0} students more differ in other ways: --json <file> has all':
    '……另有 {0} 名学生有其他不同：--json <file> 列出全部',
  '{0} students: {1}': '{0} 名学生：{1}',
  '{0}: {1} → {2}': '{0}：{1} → {2}',
  '… {0} scenarios more': '……另有 {0} 个场景',
  '{0}({1})': '{0}（{1}）',
  'not there': '没有',
  '{0} student in both, none differs': '两边都有的学生 {0} 名，没有不同',
  '{0} students in both, none differs': '两边都有的学生 {0} 名，没有不同',
  '{0} student in both, {1} differ: {2} up, {3} down':
    '两边都有的学生 {0} 名，{1} 名不同：{2} 名升高，{3} 名降低',
  '{0} students in both, {1} differ: {2} up, {3} down':
    '两边都有的学生 {0} 名，{1} 名不同：{2} 名升高，{3} 名降低',
  'not graded in one of the two': '其中一次未评分',
  'other submission': '作业不同',
  'late policy or time of submission': '迟交规则或提交时间不同',
  'other rubric': '评分表不同',
  'other version of the grader': '评分程序的版本不同',
  'other version of Node or other sandbox': 'Node 的版本或隔离级别不同',
  'other seed': '种子不同',
  'flake: all else is the same': '结果不稳定：其余都相同',

  // Rubrics and scenarios
  '{0}: cannot read the rubric: {1}': '{0}：无法读取评分表：{1}',
  '{0}: too big for a rubric': '{0}：太大，不是评分表',
  '{0}:{1}:{2}: not a JSON rubric: {3}': '{0}:{1}:{2}：不是 JSON 评分表：{3}',
  '{0}: not a JSON rubric: {1}': '{0}：不是 JSON 评分表：{1}',
  '{0}.group: there is no group "{1}"; there are {2}': '{0}.group：没有分组“{1}”；有 {2}',
  '{0} needs {1}': '{0} 依赖 {1}',
  'scenarios.{0}.needs: a cycle, {1}': 'scenarios.{0}.needs：循环依赖，{1}',
  'scenarios: the points add up to {0}, they must add up to {1}':
    'scenarios：分值合计 {0}，应为 {1}',
  '{0}: there is no scenario "{1}"': '{0}：没有场景“{1}”',
  '{0}: there is no scenario "{1}" (like it: {2})': '{0}：没有场景“{1}”（相近的有：{2}）',
  'there is no scenario "{0}". There are: {1}.': '没有场景“{0}”。现有：{1}。',

  // Similar code
  'Similar code: {0} submissions, {1} of them compared.':
    '相似代码：{0} 份作业，比较了其中 {1} 份。',
  'Compared is what students wrote: commit, CommitRpc, verifyBallotCommit and their own helpers. Names, values, comments, types and logging are ignored; what the starter or most others have is left out.':
    '比较的是学生自己写的代码：commit、CommitRpc、verifyBallotCommit 和自己的辅助函数。名称、常量、注释、类型和日志都不算；starter 或多数作业里都有的内容不比。',
  'This is a report, no verdict. The functions are short, all solve one task with the same few calls, and honest work looks alike: read the code, and talk to the students, before you conclude anything.':
    '这只是报告，不是结论。这些函数很短，都用同样几个调用完成同一件事，独立完成的代码也会相似。下结论之前，请先读代码，并与学生谈一谈。',
  'similarity: share of their own fingerprints that both have; overlap: how many that are, on both sides; longest: most in a row. A fingerprint is eight tokens.':
    '相似度：两份作业各自的指纹中，双方都有的比例；重合：双方共有的指纹数，两边合计；最长：最多连续多少个。一个指纹是八个词法单元。',
  'Not compared:': '没有比较：',
  'Cut:': '截断：',
  'very large: only its beginning was compared': '太大：只比较了开头',
  similarity: '相似度',
  overlap: '重合',
  longest: '最长',
  pair: '一对',
  '(repeats itself: nothing is aligned)': '（代码自身重复：无法对齐）',
  '(and {0} more lines)': '（另有 {0} 行）',
  'and {0} submissions more': '另有 {0} 份',
  '{0}, attempt {1}': '{0}，第 {1} 次提交',
  'expected 2 to {0} submissions to compare, saw {1}': '应有 2 到 {0} 份作业可比较，实际有 {1} 份',
  'nothing beside what the starter or most others have':
    '除了 starter 或多数作业里都有的，没有别的内容',
  'only {0} fingerprints beside what the starter or most others have':
    '除了 starter 或多数作业里都有的，只有 {0} 个指纹',
  '{0} is not in the index': '{0} 不在索引中',
  'it has no class Server': '没有类 Server',
  'it is nested too deeply to be read': '嵌套太深，无法读取',
  'cannot read the starter: {0}': '无法读取 starter：{0}',
  '--dolos {0} is there already: take another name': '--dolos {0} 已经存在：请换一个名字',
  'there is no folder {0}': '没有文件夹 {0}',
  '{0} holds neither {1} nor files *.ts. Give the output folder of npm run grade:all, or a folder with one file a student.':
    '{0} 里既没有 {1}，也没有 *.ts 文件。请给出 npm run grade:all 的结果文件夹，或每个学生一个文件的文件夹。',
  '{0} names a file outside its folder: {1}': '{0} 指向文件夹之外的文件：{1}',
  '{0} is not as grade:all writes it: {1}': '{0} 不是 grade:all 写出的格式：{1}',
  '{0} is larger than {1} bytes: this is no server.ts': '{0} 超过 {1} 字节：这不是 server.ts',
  'the package typescript is not installed: run npm ci, without --omit=dev':
    '没有安装 typescript 包：请运行 npm ci，不带 --omit=dev',
};
