import type { Catalogue } from '../text.ts';

/** Texts that commands have alike, and the help of those for instructors. */
export const COMMANDS: Catalogue = {
  // What commander says
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  '[options]': '[选项]',
  'choices: {0}': '可选：{0}',
  'default: {0}': '默认：{0}',
  'preset: {0}': '不写值时：{0}',
  'show this help': '显示本帮助',
  'the language of all that is said': '输出所用的语言',
  'that of the environment': '由环境变量决定',
  "error: unknown option '{0}'": '错误：没有选项“{0}”',
  "error: missing required argument '{0}'": '错误：缺少参数“{0}”',
  "error: option '{0}' argument missing": '错误：选项“{0}”缺少值',
  "error: required option '{0}' not specified": '错误：必须给出选项“{0}”',
  "error: option '{0}' cannot be used with option '{1}'": '错误：选项“{0}”不能与选项“{1}”同用',
  'error: too many arguments. Expected 1 argument but got {0}.':
    '错误：参数太多。应有 1 个，实际有 {0} 个。',
  'error: too many arguments. Expected {0} arguments but got {1}.':
    '错误：参数太多。应有 {0} 个，实际有 {1} 个。',
  "error: option '{0}' argument '{1}' is invalid. Allowed choices are {2}.":
    '错误：选项“{0}”的值“{1}”无效。可选的有：{2}。',
  "error: option '{0}' argument '{1}' is invalid. {2}": '错误：选项“{0}”的值“{1}”无效。{2}',
  '(Did you mean {0}?)': '（是不是 {0}？）',
  '(Did you mean one of {0}?)': '（是不是其中之一：{0}？）',
  'Expected 1 to 64 letters, digits, - or _.': '应为 1 到 64 个字母、数字、- 或 _。',
  'Expected a whole number from {0} to {1}.': '应为 {0} 到 {1} 的整数。',
  'Expected a whole number from 0 to {0}.': '应为 0 到 {0} 的整数。',

  // How commands end
  'cannot write to standard output: {0}': '无法写到标准输出：{0}',
  'interrupted by {0}': '被 {0} 中断',
  'error: {0}': '错误：{0}',
  'See {0}': '用法见 {0}',
  'error: the machine could not grade: {0}': '错误：机器无法评分：{0}',
  'error: a bug of the grader, please report it: {0}': '错误：评分程序有缺陷，请报告：{0}',

  // grade:all
  'Grades all submissions of a course, each behind walls of its own.':
    '给一门课的全部作业评分，每份作业单独隔离。',
  "Exit codes: 0 all graded, 2 wrong usage or input, 3 some could not be graded: the machine's or the grader's own fault, 130 and 143 interrupted (go on with the same command).":
    '退出码：0 全部已评分；2 用法或输入有误；3 有作业无法评分，是机器或评分程序的问题；130 和 143 被中断（用同一条命令继续）。',
  'a folder, .zip or .tar.gz, as a platform gives it or of your own making':
    '文件夹、.zip 或 .tar.gz，从平台下载的或自己整理的',
  'where results go; a batch that was stopped goes on from there':
    '结果写到哪里；中断的批次从那里继续',
  'how the download is laid out': '下载内容的布局',
  'finds the student in each path, by a group (?<id>…)':
    '用含有命名组 (?<id>…) 的正则表达式，从路径中认出学生',
  'all students: adds those who handed in nothing': '全体学生的名册：补上没有提交的学生',
  'which attempts of a student count': '同一学生的哪几次提交算数',
  'grade only these (commas between); the others keep theirs':
    '只给这些学生评分（逗号分隔）；其他学生保留已有的结果',
  'grade also what has a result': '已有结果的也重新评分',
  'submissions at once': '同时评几份作业',
  'as many as there are cores': '与 CPU 核数相同',
  'how they are kept apart: see npm run sandbox:probe': '隔离级别，见 npm run sandbox:probe',
  'one seed for all (default: a fresh one)': '所有作业共用的种子（默认：新选一个）',
  'a file with a secret, from which the seed of each student follows':
    '存放密钥的文件，每个学生的种子由它生成',
  'grade only part i of n; npm run grade:merge puts them together':
    '只评 n 份中的第 i 份；之后用 npm run grade:merge 合并',
  'let npm run grade:worker grade, by a Redis: redis://host':
    '经由 Redis 让 npm run grade:worker 评分：redis://host',
  'fill in a Canvas template (<csv>#<number> for one of several assignments) or a Moodle worksheet; may be repeated':
    '填写 Canvas 成绩册（有多个作业时写成 <csv>#<编号>）或 Moodle 评分表；可重复给出',
  'begin grades.csv with a byte order mark, which spreadsheets ask for':
    '在 grades.csv 开头写入字节顺序标记（BOM），供电子表格软件识别',
  'write a page for each submission too, which index.html links to':
    '另为每份作业写一页，由 index.html 链接',
  'when it was due, such as 2026-11-30T23:59:00+01:00': '截止时间，例如 2026-11-30T23:59:00+01:00',
  'percent of the points earned that each day begun costs, such as 10/day; none: no policy':
    '每迟交一天（不足一天按一天算）扣去所得分数的百分之几，例如 10/day；none 表示不扣分',
  'days late that cost a student nothing': '不扣分的迟交天数',
  'the most that is taken off (default: all)': '最多扣百分之几（默认：可以扣完）',

  // The other commands of a course
  'Tells whose result differs between two grades of a course, and why.':
    '比较同一门课的两次评分：谁的结果不同，为什么。',
  'Exit codes: 0 no difference, 1 differences, 2 wrong usage or input.':
    '退出码：0 没有不同；1 有不同；2 用法或输入有误。',
  'the folder of one grade:all, with results.jsonl in it':
    '一次 grade:all 的结果文件夹，含有 results.jsonl',
  'the folder of another': '另一次的结果文件夹',
  'write all of it as JSON; - for standard output, and nothing else':
    '把全部内容写成 JSON；- 表示只写到标准输出',
  '--json {0}: there is no folder {1}': '--json {0}：没有文件夹 {1}',
  'Puts the shards of a course together: grade:all --shard 1/n to n/n.':
    '合并一门课的各个分片：grade:all --shard 1/n 到 n/n。',
  'The folder is as if one machine had graded all, but for times. Without --late scores stay as the shards have them.':
    '除了时间，得到的文件夹与在一台机器上评完全部作业时相同。不给 --late 时，分数与各分片中的一样。',
  'Exit codes: 0 merged, 2 wrong usage or input, 3 the files could not be written.':
    '退出码：0 已合并；2 用法或输入有误；3 无法写入文件。',
  'the folders that the shards were told with --out': '各分片用 --out 指定的文件夹',
  'where the course goes; grade:all can go on with it':
    '合并的结果写到哪里；grade:all 可以从那里继续',
  'merge though shards are missing': '缺少分片时也合并',
  'Writes the files of a graded course anew, and tells its statistics.':
    '重新写出一门已评分课程的各个文件，并显示统计。',
  'Without --late the scores in results.jsonl stay as they are; nothing is graded.':
    '不给 --late 时，results.jsonl 中的分数不变；不会重新评分。',
  'Exit codes: 0 written, 2 wrong usage or input, 3 the files could not be written.':
    '退出码：0 已写出；2 用法或输入有误；3 无法写入文件。',
  'the folder that grade:all wrote, with results.jsonl in it':
    'grade:all 写出的文件夹，含有 results.jsonl',
  'Compares what students wrote and lists the most similar pairs, side by side. A report, no verdict.':
    '比较学生自己写的代码，左右对照列出最相似的几对。这只是报告，不是结论。',
  "Exit codes: 0 compared, 2 wrong usage or input, 3 the machine's or the grader's own fault.":
    '退出码：0 已比较；2 用法或输入有误；3 机器或评分程序的问题。',
  'the output folder of npm run grade:all, or a folder of files *.ts':
    'npm run grade:all 的结果文件夹，或存放 *.ts 文件的文件夹',
  'how many pairs to show': '显示多少对',
  'write the pairs as JSON; - for standard output, and nothing else':
    '把各对写成 JSON；- 表示只写到标准输出',
  'write all submissions as Dolos takes them, with info.csv':
    '按 Dolos 要求的形式写出全部作业，附 info.csv',

  // grade:worker
  'Grades what grade:all --queue asks for, here: start as many as you have machines.':
    '在本机为 grade:all --queue 评分：有几台机器就启动几个。',
  'The environment variable {0} may hold the password of Redis.':
    '环境变量 {0} 可以存放 Redis 的密码。',
  'On SIGINT or SIGTERM running grades end at once, and other workers take their jobs.':
    '收到 SIGINT 或 SIGTERM 时，正在进行的评分立即结束，任务由其他 worker 接手。',
  "Exit codes: 0 drained, 2 wrong usage, or this machine cannot give the sandbox that is asked for, 3 no Redis, or the machine's or the grader's own fault, 130 and 143 interrupted.":
    '退出码：0 任务已做完；2 用法有误，或本机达不到要求的隔离级别；3 没有 Redis，或机器或评分程序的问题；130 和 143 被中断。',
  'the Redis that grade:all was told: redis://host, or rediss://':
    'grade:all 所用的 Redis：redis://host 或 rediss://',
  'how they are kept apart; auto: as the jobs there ask for':
    '隔离级别；auto 表示按队列中任务的要求',
  'end when nothing is left to do, for this worker or another': '所有 worker 都无事可做时结束',

  // pack
  'Writes the autograder for Gradescope as a zip, to be uploaded there.':
    '把 Gradescope 用的自动评分程序写成 zip，用于上传。',
  'Writes what students get as a zip: the starter, the grader and the handout; no solution and no fixtures.':
    '把发给学生的内容写成 zip：starter、评分程序和实验手册；不含参考实现和测试用例。',
  "Exit codes: 0 written, 2 wrong usage or input, 3 the machine's or the grader's own fault.":
    '退出码：0 已写出；2 用法或输入有误；3 机器或评分程序的问题。',
  'where to write it': '写到哪里',
  'replace the file when it is there': '文件已存在时覆盖',
  '{0}: {1} files': '{0}：{1} 个文件',
  '{0} is there already: take another name with --out, or replace it with --force':
    '{0} 已经存在：用 --out 换一个名字，或用 --force 覆盖',
  'npm could not make the lock file of the pack: {0}': 'npm 无法生成包的 lock 文件：{0}',
  'package.json does not list {0}': 'package.json 中没有列出 {0}',

  // sandbox:probe
  'Tells which tiers of isolation this machine can give, by attacking each from inside.':
    '检查本机能提供哪些隔离级别：从里面逐一攻击每个级别。',
  'bwrap is the strongest, process the weakest: docs/dev/isolation.md.':
    'bwrap 最强，process 最弱：见 docs/dev/isolation.md。',
  "Exit codes: 0 a tier stronger than process works, 1 only process does, 2 wrong usage, 3 the machine's or the grader's own fault.":
    '退出码：0 有比 process 更强的级别可用；1 只有 process 可用；2 用法有误；3 机器或评分程序的问题。',
  'write the report as JSON': '把报告写成 JSON',
};
