import type { Catalogue } from '../text.ts';

/** Texts of what scenarios expect, and why. */
export const EXPECTED: Catalogue = {
  'seq {0} is executed and answered: {1}': '执行并应答 seq {0}：{1}',
  'seq {0} is executed and answered once': 'seq {0} 只执行和应答一次',
  'seq {0} is not executed: {1}': '不执行 seq {0}：{1}',
  '"{0}" is executed by servers {1}': 'server {1} 都执行“{0}”',
  '"{0}" is not executed: {1}': '不执行“{0}”：{1}',
  'server {0} sends a Commit for seq {1} to {2}: {3}':
    'server {0} 为 seq {1} 向 {2} 发 Commit：{3}',
  '{0} Commits for seq {1}, one to each other server':
    'seq {1} 的 Commit 共 {0} 条，其余每个 server 一条',
  'no Commit for seq {0}: {1}': '不为 seq {0} 发 Commit：{1}',
  'the Commit says {0}': 'Commit 写的是 {0}',
  'the signature of server {0} on this message, as a commit':
    'server {0} 的签名，签的是这条消息，类型是 commit',
  'the result "{0}" of "{1}"': '“{1}”的结果是“{0}”',
  'all servers reply "{0}" to "{1}"': '所有 server 对“{1}”都应答“{0}”',
  '{0} {1} for {2} requests': '{2} 个请求共 {0} 条 {1}',
  '{0} prepares, one a seq to each other server': '{0} 条 prepare，每个 seq 给其余每个 server 一条',
  'the {0} of server {1} is seen': '看到 server {1} 的 {0}',
  'the client shows "{0}"': 'client 显示“{0}”',
  'the leader proposes the request to server {0}': 'leader 向 server {0} 提出这个请求',
  'a ping between two messages is answered within {0} ms':
    '两条消息之间的 ping 在 {0} 毫秒之内得到应答',
  'every server answers a ping within {0} s': '每个 server 在 {0} 秒之内应答 ping',
  'every server registers with the master': '每个 server 都在 master 注册',
  'no more messages once all that was asked is done': '请求都处理完之后，不再有消息',
  'seq {0} executed alike by all servers': '所有 server 在 seq {0} 执行的都一样',
  'server {0} executes and answers the request of seq {1} once':
    'server {0} 对 seq {1} 的请求只执行和应答一次',
  'server {0} executes seq {1} before seq {2}': 'server {0} 先执行 seq {1}，后执行 seq {2}',
  'its command is long, and valid': '它的命令很长，但有效',
  'it has 2 commits': '已有 2 张 commit',
  'it has 2 commits of others': '已有来自其他 server 的 2 张 commit',
  'it has 2 genuine commits of others': '已有来自其他 server 的 2 张真的 commit',
  'it has 2 genuine commits of others; the forged one came first':
    '已有来自其他 server 的 2 张真的 commit，只是伪造的先来',
  'it has 2 commits for each seq': '每个 seq 都有 2 张 commit',
  'f is 3, and it has 5 of the 6 commits needed': 'f 是 3，需要 6 张 commit，已有 5 张',
  'f is 3, and it has 6 commits of others': 'f 是 3，已有来自其他 server 的 6 张 commit',
  'it has 2 commits of view {0}': '已有 view {0} 的 2 张 commit',
  'it is prepared for this seq, too': '这个 seq 也已经 prepared',
  'seq {0}, with the request of seq {1}, has no commits yet':
    'seq {0} 的请求与 seq {1} 相同，还没有 commit',
  'it and all seqs before it have 2 commits': '它和它前面的 seq 都有 2 张 commit',
  '2 good commits, one of them twice, waited before bad ones':
    '2 张好的 commit（其中一张有副本）排在坏的前面',
  '1 of the commits that waited is valid; the bad ones behind it count nothing':
    '排队的 commit 里有 1 张有效，它后面坏的都不算数',
  'it has 1 commit of the 2 needed, and 3 prepares':
    '需要 2 张 commit，它有 1 张，另有 3 张 prepare',
  'it has 2 commits, and 3 prepares': '它有 2 张 commit，另有 3 张 prepare',
  'it has 1 commit of the 2 needed, however many are down':
    '不管有几个 server 宕机，都需要 2 张 commit，而它只有 1 张',
  '1 of its commits is genuine, all others are forged':
    '它的 commit 里只有一张是真的，其余都是伪造的',
  'of its 2 commits the first is forged': '它的 2 张 commit 里，第一张是伪造的',
  'it has commits of 2 other servers': '已有其他 2 个 server 的 commit',
  'all its commits are copies of one; commits of 2 servers are needed':
    '所有 commit 都是同一张的副本，而需要 2 个 server 的 commit',
  'it has 2 commits of its own': '它自己已有 2 张 commit',
  'it has 2 commits, one from before seq 1 was executed':
    '已有 2 张 commit，其中一张在执行 seq 1 之前就到了',
  'it has 1 commit of the 2 needed': '需要 2 张 commit，只有 1 张',
  'it has 1 valid commit of the 2 needed; the last one does not count':
    '需要 2 张有效的 commit，只有 1 张；最后那张不算',
  'it has no valid commit': '没有有效的 commit',
  'all its commits are copies of those of 3 servers; commits of 4 are needed':
    '所有 commit 都是 3 个 server 那几张的副本，而需要 4 个 server 的 commit',
  'all its commits are forged': '所有 commit 都是伪造的',
  'after the forged commits the genuine ones of 2 others came':
    '伪造的 commit 之后，其他 2 个 server 的真票来了',
  '2 good commits waited behind bad ones': '2 张好的 commit 排在坏的后面',
  '2 commits came before the prepares': '2 张 commit 早于 prepare 到达',
  '2 commits came before the pre-prepare': '2 张 commit 早于 pre-prepare 到达',
  '3 commits arrived at once, 2 are enough': '3 张 commit 一起到达，2 张就够',
  '3 commits waited for the prepares': '3 张 commit 在等 prepare',
  'each seq has 1 commit of the 2 needed': '每个 seq 需要 2 张 commit，各只有 1 张',
  'each server has 1 commit of others, 2 are needed':
    '每个 server 需要来自其他 server 的 2 张 commit，各只有 1 张',
  'f is 2, and it has {0} of the 4 commits needed': 'f = 2，需要 4 张 commit，只有 {0} 张',
  'f is 2, and it has 4 commits of others': 'f = 2，已有来自其他 server 的 4 张 commit',
  'all seqs up to it have their quorums': '到它为止的 seq 都凑齐了法定数目',
  'it has its proposal, prepares and commits': '提案、prepare 和 commit 都有了',
  'the next request has 2 commits, too': '下一个请求也有 2 张 commit',
  'it was, and the votes came again': '已经执行过，这些票只是又来了一遍',
  'seq 1 and 2 are not executed yet': 'seq 1 和 2 还没有执行',
  'seq 1 is not executed yet': 'seq 1 还没有执行',
  'it is not prepared': '还没有 prepared',
  'it is prepared': '已经 prepared',
  'it is prepared now': '现在已经 prepared',
  'it was prepared': '已经 prepared 过',
  'it is prepared for both seqs': '两个 seq 都已经 prepared',
  'the leader is prepared, too': 'leader 也已经 prepared',
  'the leader has 1 commit of the 2 needed': 'leader 需要 2 张 commit，只有 1 张',
  'the leader has 2 commits of others': 'leader 已有来自其他 server 的 2 张 commit',
  'it has the proposal and no prepare': '有提案，没有 prepare',
  'it has 1 prepare of the 2 needed': '需要 2 张 prepare，只有 1 张',
  'it has 2 prepares of others': '已有来自其他 server 的 2 张 prepare',
  'it has commits of others, and no prepares': '有别人的 commit，没有 prepare',
  'further prepares change nothing': '更多的 prepare 不改变什么',
  'the commits of others change nothing': '别人的 commit 不改变什么',
  'late votes change nothing': '迟到的票不改变什么',
  'the votes that came again change nothing': '又来一遍的票不改变什么',
  'a server that is down holds up nobody': '停机的 server 不妨碍别人',
  'a server that hangs holds up nobody': '卡住的 server 不妨碍别人',
  'two of four servers do nothing': '四个 server 中有两个什么都不做',
  'two of four servers are gone': '四个 server 中已经失去两个',
  'at most {0} attempts to reach a server that cannot be reached': '连不上的 server 最多试 {0} 次',
};
