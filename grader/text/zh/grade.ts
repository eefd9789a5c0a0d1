import type { Catalogue } from '../text.ts';

/** Texts of the command `npm run grade`. */
export const GRADE: Catalogue = {
  'Grades a submission of the PBFT lab on real servers, and says what is broken.':
    '用真正的 server 给 PBFT 实验的作业评分，说出哪里不对。',
  "Exit codes: 0 graded, or a watch was ended by Ctrl-C; 1 graded but below --min-score, or --repeat saw a difference; 2 wrong usage or input; 3 the machine's or the grader's own fault; 130 and 143 interrupted.":
    '退出码：0 已评分，或者用 Ctrl-C 结束了 --watch；1 已评分但低于 --min-score，或者 --repeat 发现不同；2 用法或输入有误；3 机器或评分程序自身的问题；130 和 143 被中断。',
  'a folder that holds zpbft/server.ts, or that file (default: starter)':
    '含有 zpbft/server.ts 的文件夹，或者这个文件本身（默认：starter）',
  'list the scenarios with their points and end': '列出所有场景和分值，然后结束',
  'play only these scenarios (commas between) and what they need':
    '只运行这些场景（逗号分隔）以及它们所依赖的场景',
  'repeat the choices of an earlier run': '重复某次运行的所有选择',
  'grade again whenever the file is saved, what failed first; Ctrl-C ends':
    '每次保存文件就重新评分，先看上次没通过的；Ctrl-C 结束',
  'hints instead of the reason: 1 a question, 2 also the rule, 3 also where to look':
    '用提示代替原因：1 一个问题，2 再加规则，3 再加看哪里',
  'points, groups and needs from this file (docs/rubric.schema.json)':
    '分值、分组和依赖取自这个文件（docs/rubric.schema.json）',
  'grade n times, and tell which results differ from the first':
    '打 n 次分，说出哪些结果与第一次不同',
  'play random schedules for so long instead of 200': '运行这么久的随机调度，而不是 200 个',
  'tell at the end where the time of each scenario went': '最后列出每个场景的时间花在哪里',
  'write the report as a page, with a drawing of the messages of each scenario':
    '把报告写成网页，带有每个场景的消息时序图',
  'write the result as JSON; - for standard output, and nothing else':
    '把结果写成 JSON；- 表示标准输出，此外什么都不写',
  'keep every message of every scenario in the JSON result': '在 JSON 结果里保留每个场景的每条消息',
  'how servers are kept apart: see npm run sandbox:probe':
    'server 怎样隔离：见 npm run sandbox:probe',
  'end with exit code 1 below this score': '低于这个分数时以 1 退出',
  '--watch works with --sandbox process only: it is for your own code':
    '--watch 只能与 --sandbox process 同用：它是给你自己的代码用的',
  '--trace is for the JSON result: say with --json <file> where it goes':
    '--trace 是给 JSON 结果用的：请用 --json <file> 说明写到哪里',
  'Expected seconds, more than 0, at most {0}.': '应为秒数，大于 0，不超过 {0}。',
  'Expected a number from 0 to {0}.': '应为 0 到 {0} 之间的数。',
  'Expected 1, 2 or 3; a path goes before --hint.': '应为 1、2 或 3；路径要写在 --hint 前面。',
  'The report as a page: {0}': '网页报告：{0}',
  '{0} needs a file, and {1} looks like another option. A file of that name is {2}':
    '{0} 需要一个文件，而 {1} 看起来是另一个选项。如果文件就叫这个名字，请写 {2}',
  'no scenario is named. `npm run grade -- --list` shows all.':
    '没有写明场景。`npm run grade -- --list` 列出全部。',
  '{0} {1}: there is no folder {2}': '{0} {1}：没有文件夹 {2}',
  'fresh each time': '每次都新选',
  '{0}, {1} times': '{0}，{1} 次',
  '{0} after {1} of {2} grades': '{0}，共 {2} 次评分，已完成 {1} 次',
  grades: '次评分',
  '{0} differed': '{0} 次不同',
  '1 more passes: {0}': '多通过 1 个：{0}',
  '{0} more pass: {1}': '多通过 {0} 个：{1}',
  '1 no longer passes: {0}': '不再通过 1 个：{0}',
  '{0} no longer pass: {1}': '不再通过 {0} 个：{1}',
  'The same scenarios pass as before.': '通过的场景与上次相同。',
  'All that was asked for passes. Next, play all scenarios: {0}':
    '要求的场景全部通过。接下来运行所有场景：{0}',
  'All {0} scenarios pass.': '{0} 个场景全部通过。',
  'Next: see whether it holds with other choices, {0}, and under more random schedules, {1}. Then hand it in.':
    '接下来看看换一些选择是否仍然通过：{0}；再多运行一些随机调度：{1}。然后就可以提交了。',
  'Failed last time:': '上次没通过的：',
  'cannot watch {0}: {1}': '无法监视 {0}：{1}',
  '--watch needs a file to watch: {0}': '--watch 需要一个可以监视的文件：{0}',
  'Waiting for {0} to be saved. Ctrl-C ends.': '等待保存 {0}。按 Ctrl-C 结束。',
  'Round 1': '第 1 轮',
  'Round {0}: saved at {1}': '第 {0} 轮：保存于 {1}',
  'Nothing was graded: {0}': '没有评分：{0}',
};
