import type { Catalogue } from '../text.ts';

/** Texts of what scenarios do: their stories, and their steps. */
export const SCENARIOS: Catalogue = {
  'a value of 1 MB is executed and read back': '执行 1 MB 的值，并能读出来',
  'with f = 2, one sends bad votes and one crashes: the rest go on':
    'f = 2 时，一个只发坏票，一个停机：其余继续',
  'a backup sends every bad vote to all and withholds its own':
    '一个 backup 向所有人发各种坏票，不发好票',
  'f others refuse connections; the rest get the Commit': 'f 个 server 拒绝连接，Commit 送到其余的',
  'the leader commits and executes like everybody else': 'leader 和大家一样 commit 和执行',
  '2f commits without prepares: no Commit and no execution':
    '有 2f 张 commit 而没有 prepare：不 commit，也不执行',
  '2f-1 prepares cause no Commit; one more does': '2f-1 张 prepare 时不发 Commit，再来一张才发',
  'more prepares, copies and late commits cause no second Commit':
    '再来 prepare、重复的票和迟到的 commit，都不再发 Commit',
  'prepared: one signed Commit goes to each other server':
    'prepared 之后，给其余每个 server 发一条签名的 Commit',
  'two requests prepared together: one Commit for each seq':
    '两个请求一起 prepared：每个 seq 各发一条 Commit',
  'in a later view the Commit names it, and its votes count':
    '在后面的 view 里，Commit 写那个 view，也计那个 view 的票',
  '8 clients with 10 puts each: all answered, once, alike':
    '8 个 client 各 put 10 次：都得到应答，只一次，结果相同',
  'Commits between {0,1} and {2,3} are held, then released':
    '{0,1} 与 {2,3} 之间的 Commit 先扣住，再放行',
  'commits before prepares, or before the pre-prepare, are kept':
    '早于 prepare 或早于 pre-prepare 的 commit 要留着',
  'two proposals for one seq: no two servers execute differently':
    '同一个 seq 有两个提案：没有两个 server 执行得不同',
  'random schedules with late, copied and bad votes': '随机的调度，夹杂迟到、重复和坏的票',
  'forged commits change nothing, genuine ones count': '伪造的 commit 不起作用，真的照样计票',
  'two backups are stopped: nothing; one goes on: all but one execute':
    '停住两个 backup 就不执行；一个继续，其余的就都执行',
  'f others accept and never answer; the rest get the Commit':
    'f 个 server 接受连接却从不应答，Commit 送到其余的',
  'a faulty server lies to the client, first: it shows the truth':
    '出错的 server 抢先对 client 说谎：client 仍显示真实的结果',
  'n-1 pre-prepares, n(n-1) prepares and commits, n replies a request':
    '每个请求 n-1 条 pre-prepare、n(n-1) 条 prepare 和 commit、n 条 reply',
  'on 4 servers, then 7: all execute, equal replies and state':
    '4 个、再 7 个 server：都执行，应答和状态都相同',
  'the whole traffic once more: no second execution, reply or Commit':
    '全部消息再来一遍：不再执行、应答或 commit',
  'a backup is killed at each point of a request; the rest go on':
    '在请求的各个阶段关掉一个 backup，其余继续',
  'quorums complete in the order 3, 2, 1; it executes 1, 2, 3':
    '法定数目按 3、2、1 的顺序凑齐，按 1、2、3 执行',
  'a link breaks and comes back: later votes go over it again':
    '连接断开又恢复：之后的票重新经过它',
  '2f-1 commits are too few; one more and it executes': '2f-1 张 commit 太少，再来一张才执行',
  'with 7 servers 3 commits are too few and 4 suffice; with 10, 5 and 6':
    '7 个 server 时 3 张 commit 太少，4 张足够；10 个时是 5 和 6',
  'all commits arrive in one piece: it executes, once': '所有 commit 一起到达：执行，且只执行一次',
  'a commit for seq 1 and one for seq 2 are no quorum for either':
    'seq 1 和 seq 2 各一张 commit，都不成法定数目',
  '40 seqs, all messages in a random order: each executed once':
    '40 个 seq 的消息顺序全部打乱：每个执行一次',
  'pings between all messages of a request are answered at once':
    '一个请求的各条消息之间，ping 都立刻得到应答',
  'what was put is what is read back': 'put 进去的值，get 读得出来',
  'one is down, and all other messages take 20 to 200 ms: it commits':
    '一个停机，其余消息要走 20 到 200 毫秒：照样 commit',
  'the leader runs twice, each in its own partition: agreement holds':
    'leader 有两份，各在一个分区：仍然一致',
  'two of four are killed: nothing is executed or answered': '四个中关掉两个：不执行，也不应答',
  'bad votes and copies that queue with good ones change nothing':
    '坏票、副本与好票一起排队，结果不变',
  'a commit for another digest is ignored, however alike': '不计别的摘要的 commit，再像也不计',
  'many copies of one commit, however they are written, count once':
    '同一张 commit 来多少份、怎么写，都只算一票',
  'garbage instead of votes: it stays alive and goes on': '来的不是票而是垃圾：不崩溃，照样继续',
  'a commit that names B and is signed by A is ignored': '不计写着 B、却由 A 签名的 commit',
  'a signature for a neighbouring seq does not fit this one':
    '相邻 seq 的签名，不能用在这个 seq 上',
  'its own Commit, sent back to it, is ignored': '自己的 Commit 被送回来时不计票',
  'a forged vote in a name does not spoil the genuine one': '同一个名字的假票，不影响真票',
  'a genuine prepare sent as a commit is ignored': '不计当作 commit 送来的真 prepare',
  'commits of ids outside the cluster are ignored': '不计集群之外的编号的 commit',
  'a commit of another view is ignored': '不计别的 view 的 commit',
  '{0} schedules': '{0} 个调度',
  'the client asks server {0}, the leader: {1}': 'client 向 leader（server {0}）发请求：{1}',
  'the client asks leader {0}: {1}': 'client 向 leader {0} 发请求：{1}',
  'the client asks process {0} of the leader: {1}': 'client 向 leader 的进程 {0} 发请求：{1}',
  '{0} clients ask leader {1}, together': '{0} 个 client 同时向 leader {1} 发请求',
  "the lab's client asks: get {0}": '实验自带的 client 发请求：get {0}',
  'pre-prepare of leader {0} for seq {1}: {2}': 'leader {0} 为 seq {1} 发 pre-prepare：{2}',
  'prepare of {0} for seq {1}': '{0} 为 seq {1} 发 prepare',
  'prepares of {0} for seq {1}': '{0} 为 seq {1} 各发 prepare',
  'commit of {0} for seq {1}': '{0} 为 seq {1} 发 commit',
  'commits of {0} for seq {1}': '{0} 为 seq {1} 各发 commit',
  'bad commits of every kind, together, from server {0}': 'server {0} 一起发来各种无效的 commit',
  '{0}, from server {1}': '{0}，由 server {1} 发来',
  'commits of every wrong shape': '各种格式不对的 commit',
  'a line that is not JSON': '不是 JSON 的一行',
  'the beginning of a line that never ends': '一行的开头，这一行永远不会结束',
  'a line over the limit of the lab': '超过实验长度上限的一行',
  'for {0} seqs: pre-prepare, 2 prepares and 2 commits each, in a random order':
    '{0} 个 seq 各一条 pre-prepare、2 张 prepare 和 2 张 commit，全部打乱顺序',
  'Commit messages between {0,1} and {2,3} are held': '扣住 {0,1} 与 {2,3} 之间的 Commit',
  'the held Commits are delivered': '放行扣住的 Commit',
  'all messages of server {0} are held': '扣住 server {0} 的所有消息',
  'they are delivered': '放行这些消息',
  'server {0} crashes': '关掉 server {0}',
  'server {0} is stopped': 'server {0} 停住',
  'server {0} goes on': 'server {0} 继续运行',
  'the link between servers {0} and {1} breaks': 'server {0} 与 {1} 之间的连接断开',
  'the link between servers {0} and {1} is there again': 'server {0} 与 {1} 之间的连接恢复',
  'server {0} is down; messages take 20 to 60 ms, commits 180 to 200':
    'server {0} 停机；消息要走 20 到 60 毫秒，commit 要走 180 到 200 毫秒',
  'server {0} is faulty: it sends bad votes only': 'server {0} 出错：只发坏票',
  'server {0} is faulty: it also sends the bad votes of the schedule':
    'server {0} 出错：还发调度里的那些坏票',
  'server {0} is faulty: it proposes one request to some and another to the rest':
    'server {0} 出错：向一些 server 提一个请求，向其余的提另一个',
  'server {0} replies in its own name and in those of others: "result: lie"':
    'server {0} 以自己和别人的名义应答“result: lie”',
  'only now the other servers get the proposal': '到这时，其他 server 才收到提案',
  'round {0}: the twin talks to nobody': '第 {0} 轮：leader 的第二份不与任何 backup 通信',
  'round {0}: the twin talks to {1}': '第 {0} 轮：leader 的第二份只与 backup {1} 通信',
  '{0} requests went well before; on new servers these go well, too:':
    '之前的 {0} 个请求都顺利；在新的 server 上，下面这些也顺利：',
  'what arrives together is shuffled ({0})': '同时到达的消息打乱顺序（{0}）',
  'seq {0}: bad vote {1} reaches server {2} at step {3}':
    'seq {0}：{1} 号坏票在第 {3} 步到达 server {2}',
  'seq {0}: {1} of server {2} reaches server {3} twice':
    'seq {0}：server {2} 的 {1} 到达 server {3} 两次',
  'seq {0}: {1} of server {2} reaches server {3} {4} step late':
    'seq {0}：server {2} 的 {1} 晚 {4} 步到达 server {3}',
  'seq {0}: {1} of server {2} reaches server {3} {4} steps late':
    'seq {0}：server {2} 的 {1} 晚 {4} 步到达 server {3}',
};
