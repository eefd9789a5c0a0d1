import type { Catalogue } from '../text.ts';

/** Texts of batches: how a course is graded, put together, and by a queue. */
export const COURSE: Catalogue = {
  // What a batch tells
  '{0} submissions of {1} students, layout {2}, sandbox {3}, seed {4}':
    '{1} 名学生的 {0} 份作业，布局 {2}，隔离级别 {3}，种子 {4}',
  '{0} submissions of {1} students, layout {2}, sandbox {3}, seeds from the secret':
    '{1} 名学生的 {0} 份作业，布局 {2}，隔离级别 {3}，种子由密钥生成',
  '{0} on the roster handed in nothing': '名册上有 {0} 人未提交',
  '{0} skipped:': '略去 {0} 项：',
  '… all in {0}': '……全部见 {0}',
  '{0} graded before': '{0} 份此前已评分',
  '{0} submission': '{0} 份作业',
  '{0} submissions': '{0} 份作业',
  'grading the reference once, then {0}, {1} at once':
    '先给参考实现评分一次，再评 {0}，同时评 {1} 份',
  '{0} for the workers at {1}': '{0} 交给 {1} 处的 worker',
  '{0} workers are there for the tier {1}; more can come and go':
    '隔离级别 {1} 现有 {0} 个 worker；可以随时增减',
  '{0} to be tried again alone': '{0} 份稍后单独重试',
  '{0} graded in {1}: {2}': '{0} 份已评分，用时 {1}：{2}',
  '{0} not graded, through no fault of theirs:': '{0} 份未评分，不是学生的原因：',
  'Run the same command again: what is graded is kept.': '请再次运行同一条命令：已有的评分会保留。',
  'left out': '被略去',

  // How a batch goes wrong
  '--students: nothing was handed in by {0}': '--students：{0} 没有提交作业',
  'this machine is not fit to grade: {0} (seed {1})': '这台机器不适合评分：{0}（种子 {1}）',
  'the reference gets {0} of {1}; it lost {2}':
    '参考实现满分 {1} 分，只得 {0} 分；没有通过的是 {2}',
  'no result within {0} minutes': '{0} 分钟内没有结果',
  'the process that grades ended without a result ({0}): {1}':
    '评分进程没有给出结果就结束了（{0}）：{1}',
  'more workers than slots': '评分进程比位置多',
  '{0} was not written by grade:all. Give another folder with --out.':
    '{0} 不是 grade:all 写的。请用 --out 指定别的文件夹。',
  '--secret: these results were made with another secret. Take that one.':
    '--secret：这些结果是用另一个密钥得出的。请用那个密钥。',
  'these results were made with a secret: give it with --secret <file>.':
    '这些结果是用密钥得出的：请用 --secret <file> 给出密钥。',
  '--secret: cannot read {0}: {1}. Make one: openssl rand -hex 32 > {2}':
    '--secret：无法读取 {0}：{1}。可以这样生成：openssl rand -hex 32 > {2}',
  '--secret: {0} holds less than {1} characters': '--secret：{0} 不足 {1} 个字符',

  // Shards
  'Expected i/n, such as 2/8: part i, from 1 to n, of n parts, at most {0}.':
    '应为 i/n，例如 2/8：n 份中的第 i 份，i 从 1 到 n，n 最大 {0}。',
  'a whole course': '整门课的结果',
  'shard {0}': '分片 {0} 的结果',
  'no shard was asked for': '命令没有要求分片',
  'shard {0} was asked for': '命令要求的是分片 {0}',
  '--out: this folder holds {0}, and {1}. Give another folder.':
    '--out：这个文件夹里是{0}，而{1}。请给出别的文件夹。',
  '--shard: give --seed or --secret, the same to all shards: else each would draw its own, and students of different shards would be graded by different choices.':
    '--shard：请给出 --seed 或 --secret，各分片都相同：否则每个分片各选各的种子，不同分片的学生就不是按相同的选择评分。',
  'cannot merge into {0}: {1}': '无法合并到 {0}：{1}',
  '{0} has no batch.json: expected the --out of a grade:all --shard':
    '{0} 里没有 batch.json：应为 grade:all --shard 的 --out 文件夹',
  '{0} is a whole course, not a shard: there is nothing to merge':
    '{0} 是整门课，不是分片：不用合并',
  'expected the folders of some shards': '应给出各分片的文件夹',
  none: '无',
  'shards of one course have the same {0}; saw {1} and {2}':
    '同一门课的各分片 {0} 应当相同；实际有 {1} 和 {2}',
  'expected shards of {0}; {1} is shard {2}: a course is cut in one way':
    '应为 {0} 个分片之一；{1} 是分片 {2}：一门课只有一种分法',
  '{0} and {1} are both shard {2}': '{0} 和 {1} 都是分片 {2}',
  '{0} of {1} shards are missing: {2}. --partial merges without them.':
    '{1} 个分片缺了 {0} 个：{2}。加上 --partial 就不等它们。',
  '--out {0}: this is one of the shards. Give a folder of its own.':
    '--out {0}：这是其中一个分片。请另给一个文件夹。',
  '--out {0}: it holds results of something else. Give another folder.':
    '--out {0}：里面是别的结果。请给出别的文件夹。',
  'student {0} is in {1} and in {2}: give all shards the same download, and the same roster':
    '学生 {0} 同时在 {1} 和 {2} 里：各分片要用相同的下载内容和相同的名册',
  'it has another form': '格式不对',
  'cannot read {0}: {1}. Has this shard been graded to its end?':
    '无法读取 {0}：{1}。这个分片评完了吗？',

  // Workers and the queue
  'grading the reference once, then what comes from {0} for the tier {1}':
    '先给参考实现评分一次，再评 {0} 中隔离级别 {1} 的任务',
  'ready, {0} at once': '就绪，同时评 {0} 份',
  'graded {0}': '已评分：{0}',
  'fault: {0}': '出错：{0}',
  '{0}: {1} graded, the rest is left to others': '{0}：已评 {1} 份，其余留给其他 worker',
  'nothing is left to do: {0} graded here': '已无事可做：本机评了 {0} 份',
  '--queue: expected {0}, or rediss:// for TLS': '--queue：应为 {0}，使用 TLS 时为 rediss://',
  '--queue: expected {0}, or rediss:// for TLS; saw more than the number of a database behind the host':
    '--queue：应为 {0}，使用 TLS 时为 rediss://；实际在主机之后除了数据库编号还有别的内容',
  '--queue: write a % in a user or password as %25': '--queue：用户名或密码中的 % 要写成 %25',
  'the queue holds a job of another form': '队列中的任务格式不对',
  'the job is for kit {0}, not {1}': '任务属于版本 {0} 的实验包，不是 {1}',
  'the job is for the tier {0}, not {1}': '任务要求隔离级别 {0}，不是 {1}',
  'the key of the job is not that of its content': '任务的键与内容不符',
  'a worker returned no result ({0}: {1})': 'worker 没有交回结果（{0}：{1}）',
  'a worker returned a result with another {0}': 'worker 交回的结果 {0} 与任务不符',
  'no answer within {0} s': '{0} 秒内没有应答',
  'no Redis serves at {0}: {1}. Is it running, and are host, port and password right?':
    '{0} 处没有 Redis：{1}。它在运行吗？主机、端口和密码都对吗？',
  '{0} has been away for {1} minutes': '{0} 已断开 {1} 分钟',
  'lost the connection to {0}: waiting until it is back': '与 {0} 的连接断开：等待恢复',
  '{0} is back': '{0} 已恢复',
  'the queue lost this job {0} times': '队列丢失这个任务 {0} 次',
  'no worker could grade it: {0}': '没有 worker 能给它评分：{0}',
  'no worker has ended anything for {0} minutes: does any run? The same command goes on where this one stopped':
    '{0} 分钟内没有 worker 做完任何任务：有 worker 在运行吗？同一条命令会从停下的地方继续',
  '--sandbox {0}: the jobs in this queue are to be graded in the tier {1}, as grade:all was told. Start this worker with that tier.':
    '--sandbox {0}：按 grade:all 的要求，这个队列的任务要用隔离级别 {1} 评分。请用该级别启动这个 worker。',
  'the jobs in this queue are to be graded in the tier process, which stops no hostile submission. Start this worker with --sandbox process if that is what you want.':
    '这个队列的任务要用隔离级别 process 评分，它挡不住恶意的作业。确实要这样，请用 --sandbox process 启动这个 worker。',
  'more jobs than slots': '任务比位置多',
  'the queue says: {0}': '队列报告：{0}',
};
