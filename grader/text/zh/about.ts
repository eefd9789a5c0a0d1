import type { Catalogue } from '../text.ts';

/** Texts of what scenarios do, step by step. */
export const ABOUT: Catalogue = {
  "A client sends puts, gets and an all to 4 servers, then to 7. No server is faulty; the order in which messages arrive is the seed's choice.":
    'client 向 4 个、再向 7 个 server 发送 put、get 和 all。没有 server 出错，消息到达的顺序由 seed 决定。',
  'Right servers all execute every request, once and in the same order, and send equal replies.':
    '正确的 server 全都执行每个请求，只执行一次，顺序相同，应答也相同。',
  'A backup is killed in the middle of a request: after its pre-prepare, after its prepare, or after its commit.':
    '在一个请求的中途关掉一个 backup：在它收到 pre-prepare 之后，发出 prepare 之后，或发出 commit 之后。',
  'Then another request is sent to those that are left.': '然后再向剩下的 server 发一个请求。',
  'Right servers execute the request that was interrupted, and the next one, and do not knock without end at the dead one.':
    '正确的 server 执行中途被打断的请求，也执行后一个请求，不会没完没了地重连那个死掉的 server。',
  'Four servers execute a request. Then two of them are killed, one more than f.':
    '四个 server 执行一个请求。然后关掉其中两个，比 f 多一个。',
  'A request comes, and the grader looks for a while.': '再来一个请求，评分程序观察一会儿。',
  'Right servers execute nothing and answer nothing: two of four are no quorum.':
    '正确的 server 不执行，也不应答：四个中的两个不是法定数目。',
  'All Commits between servers 0 and 1 and servers 2 and 3 are held, so that each has one of another server.':
    '扣住 server 0、1 与 server 2、3 之间的所有 Commit，于是每个 server 只有别人的一张。',
  'After a look they are delivered.': '看过之后再放行。',
  'Right servers execute nothing before that, and then all four do.':
    '正确的 server 在放行之前什么都不执行，放行之后四个都执行。',
  'Two backups are stopped, and a request comes: nothing may be executed.':
    '停住两个 backup，再来一个请求：什么都不能执行。',
  'One of them goes on, later the other one, too.': '其中一个继续运行，后来另一个也继续。',
  'Right servers execute as soon as three work, and the last one catches up with the messages that wait for it.':
    '有三个 server 在运行，正确的 server 就执行；最后一个靠等着它的那些消息赶上来。',
  'One server is down, and each message takes 20 to 200 milliseconds.':
    '一个 server 停机，每条消息要走 20 到 200 毫秒。',
  'Right servers execute two requests all the same: no clock of theirs gives up.':
    '正确的 server 照样执行两个请求：它们没有哪个计时器会放弃。',
  'The link between two backups breaks; a request is executed without it, and nobody may knock without end at what cannot be reached. Then the link is back.':
    '两个 backup 之间的连接断开，一个请求不靠它执行，谁也不许对连不上的地方没完没了地重试；然后连接恢复。',
  "For the next request a third server is silent, so that the two need each other's votes.":
    '下一个请求时第三个 server 不出声，于是这两个 server 都需要对方的票。',
  'Right servers send over the link again, and execute.':
    '正确的 server 重新用这条连接发送，并且执行。',
  'Eight clients send requests at the same time, ten rounds long.':
    '八个 client 同时发请求，一共十轮。',
  'Right servers answer each request once, with equal results, and end in the same state.':
    '正确的 server 对每个请求只应答一次，结果相同，最后状态也相同。',
  'Two requests are executed, and the messages that the servers sent are counted.':
    '执行两个请求，数一数各 server 发出的消息。',
  'Right servers send n-1 pre-prepares, n(n-1) prepares, n(n-1) commits and n replies a request.':
    '正确的 server 每个请求发 n-1 条 pre-prepare、n(n-1) 条 prepare、n(n-1) 条 commit 和 n 条 reply。',
  'The grader has the key of one backup. In its name it sends bad votes of every kind to everybody, and no good one.':
    '评分程序握有一个 backup 的密钥，以它的名义向所有 server 发各种坏票，一张好票也不发。',
  'The other three, if right, execute three requests.':
    '其余三个 server 如果正确，就执行三个请求。',
  'Of 7 servers, one sends bad votes only, and one is killed: as many as f allows.':
    '7 个 server 中，一个只发坏票，一个被关掉：f 允许的就是这么多。',
  'The other five, if right, execute two requests, and do not knock without end at the dead one.':
    '其余五个 server 如果正确，就执行两个请求，也不会没完没了地重连那个死掉的。',
  'The grader is the leader. For one seq it proposes and prepares one request with one backup, and another one with the rest.':
    '评分程序扮演 leader。同一个 seq，它对一个 backup 提出一个请求并发 prepare，对其余的则是另一个请求。',
  'Right servers never execute different requests at one seq; those that are a quorum together with the leader do execute.':
    '正确的 server 绝不在同一个 seq 执行不同的请求；加上 leader 凑成法定数目的那些要执行。',
  "A faulty server sends a false reply to the lab's client, first, and in the names of all others.":
    '一个出错的 server 抢先向实验自带的 client 发假应答，还冒用其他所有 server 的名义。',
  'Only then the right servers get to answer. The client, which is given, has to show their result; your part is that their replies are equal.':
    '之后正确的 server 才能应答。client 是现成的，要显示它们的结果；你要做到的是它们的应答相同。',
  'The leader runs as two processes with one key. In each of five rounds each of the two talks to some of the backups, and proposes a request of its own.':
    'leader 作为两个进程运行，用同一把密钥。一共五轮，每轮两个进程各与一部分 backup 通信，各提出自己的请求。',
  'Right servers never execute different requests at one seq.':
    '正确的 server 绝不在同一个 seq 执行不同的请求。',
  'Random schedules are played, 200 or as many as fit into the time of --explore. Messages come late, twice and mixed up; a faulty server adds bad votes.':
    '运行随机的调度，共 200 个，或者 --explore 的时间里能跑多少就跑多少。消息迟到、重复、打乱，一个出错的 server 还夹进坏票。',
  'What fails is made smaller, until only the steps are left that matter.':
    '没通过的调度会不断缩小，直到只剩下起作用的步骤。',
  'Right servers execute all requests under every schedule.':
    '不论哪种调度，正确的 server 都执行所有请求。',
  'The leader, played by the grader, proposes a request to your server.':
    '评分程序扮演 leader，向你的 server 提出一个请求。',
  '2f other servers send their prepares: now your server is prepared.':
    '其他 2f 个 server 发来 prepare：你的 server 这时 prepared。',
  "A right server sends one Commit to each of the others. It names the view, seq and digest of the proposal and the server's own id, and is signed as a commit.":
    '正确的 server 给其余每个 server 发一条 Commit，写明提案的 view、seq 和摘要，以及自己的编号，并作为 commit 签名。',
  'The cluster starts in view 3, so another server leads.':
    '集群从 view 3 开始，所以 leader 是另一个 server。',
  'Your server gets a proposal, 2f prepares and then 2f commits, all of view 3.':
    '你的 server 收到提案、2f 张 prepare，然后是 2f 张 commit，都属于 view 3。',
  'A right server names view 3 in its Commit, counts the votes of that view, and executes.':
    '正确的 server 在 Commit 里写 view 3，计这个 view 的票，并且执行。',
  'Your server leads: a client asks it, it proposes, and the backups prepare.':
    '你的 server 是 leader：client 向它发请求，它提出提案，各 backup 发来 prepare。',
  'Then 2f-1 commits come, and after a look one more.': '然后来 2f-1 张 commit，看过之后再来一张。',
  'A right leader sends its Commit like everybody else. It does not execute with one vote too few, and does with the next one.':
    '正确的 leader 和大家一样发 Commit。少一票时不执行，再来一票就执行。',
  'At last the first request is proposed again, at a new seq, and prepared there.':
    '最后第一个请求在一个新的 seq 再提一次，也 prepared 了。',
  'The leader proposes two requests together, and the prepares for both seqs come.':
    'leader 一起提出两个请求，两个 seq 的 prepare 都到齐。',
  'Then 2f commits come for each of them.': '然后每个 seq 各来 2f 张 commit。',
  'A right server sends one Commit for each seq, each with its own content, and executes both.':
    '正确的 server 给每个 seq 发一条 Commit，内容各是各的，两个请求都执行。',
  'Your server is prepared and has sent its Commit.':
    '你的 server 已经 prepared，并且发了 Commit。',
  'More prepares come, then copies of them, commits, and after the execution late votes.':
    '再来一些 prepare 和它们的重复，再来 commit，执行之后还有迟到的票。',
  'A right server sends no second Commit, whatever comes.':
    '不论来什么，正确的 server 都不发第二条 Commit。',
  'Your server gets a proposal and no prepare, then 2f-1 prepares: one too few.':
    '你的 server 有提案而没有 prepare，然后有 2f-1 张 prepare：少一张。',
  'The grader looks for a while, and sends one prepare more.':
    '评分程序观察一会儿，再发一张 prepare。',
  'A right server sends no Commit before the last prepare, and one after it.':
    '正确的 server 在最后一张 prepare 之前不发 Commit，之后发一条。',
  'Your server gets a proposal and 2f commits of others, and no prepare at all.':
    '你的 server 收到提案和别人的 2f 张 commit，一张 prepare 也没有。',
  'After a look the prepares come.': '看过之后 prepare 才来。',
  'A right server neither commits nor executes before it is prepared; then it does both, without any commit being sent again.':
    '正确的 server 在 prepared 之前既不 commit 也不执行；之后两样都做，不需要谁重发 commit。',
  'Your server is prepared. Then 2f-1 valid commits come: one too few.':
    '你的 server 已经 prepared。然后来 2f-1 张有效的 commit：少一张。',
  'The grader looks for a while, in case a timer executes, and sends one commit more.':
    '评分程序观察一会儿，看有没有定时器去执行，然后再发一张 commit。',
  'A right server executes after the last one, and not before it.':
    '正确的 server 在最后一张之后才执行，之前不执行。',
  'The cluster has 7 servers, f is 2. Your server is prepared. Commits come one by one; after each of the first three the grader looks, and once more when copies of them have come.':
    '集群有 7 个 server，f 是 2。你的 server 已经 prepared。commit 一张一张地来，前三张每张之后评分程序都看一看；它们的副本来了之后再看一次。',
  'Then the same with 10 servers that yours leads, where f is 3: five commits, a look, and the sixth.':
    '然后换成 10 个 server，由你的 server 当 leader，f 是 3：先来五张 commit，看一看，再来第六张。',
  'A right server executes with the fourth, and with the sixth. Whoever counts to a fixed number, or to half of the servers, does so too early.':
    '正确的 server 在第四张、第六张时执行。谁要是数到一个固定的数，或者只数到一半的 server，就会执行得太早。',
  'Your server is prepared for two seqs. One commit comes for the first, and one for the second.':
    '你的 server 有两个 seq 已经 prepared。第一个 seq 来一张 commit，第二个 seq 也来一张。',
  'Then the vote that is missing comes for the first, and after a look that for the second.':
    '然后第一个 seq 来它缺的那一票，看过之后第二个 seq 也来。',
  'A right server executes nothing before a seq has 2f votes of its own, and keeps the vote that the second one has had all the time.':
    '正确的 server 要等一个 seq 自己有 2f 票才执行它，而且第二个 seq 早先得到的那一票一直留着。',
  'Then the leader proposes the first request again, at a new seq: that needs votes of its own, before the seq behind it is executed.':
    '然后 leader 把第一个请求放到一个新的 seq 再提一次：它也要有自己的票，后面的 seq 才能执行。',
  'Your server is prepared, and the commits of all other servers come in one piece.':
    '你的 server 已经 prepared，其余所有 server 的 commit 一起到达。',
  'For the next seq they wait in the queue until the prepares come, and are counted in one go.':
    '下一个 seq 的 commit 在队列里等着，prepare 来了才一口气计票。',
  'For a third seq it is the prepares of all others that wait, for the proposal.':
    '第三个 seq 轮到其余所有 server 的 prepare 排队等提案。',
  'A right server executes once when the count of commits reaches 2f or goes past it, however many prepares there were.':
    '不管有多少 prepare，commit 的票数达到或超过 2f 时，正确的 server 执行一次。',
  'For one seq, 2f commits come after the proposal and before the prepares.':
    '一个 seq 的 2f 张 commit 在提案之后、prepare 之前到达。',
  'For the next seq they come even before the proposal. None is sent again.':
    '下一个 seq 的 commit 甚至早于提案。它们都不会重发。',
  'A right server keeps them, and executes each seq when it is prepared.':
    '正确的 server 把它们留着，等到 prepared 就执行各个 seq。',
  'Your server is prepared for seqs 1, 2 and 3.': '你的 server 在 seq 1、2、3 都已经 prepared。',
  'The commits for 3 come first, then those for 2, at last those for 1.':
    '先来 3 的 commit，再来 2 的，最后来 1 的。',
  'A right server executes nothing before 1 is committed, and then 1, 2, 3.':
    '在 1 committed 之前，正确的 server 什么都不执行；之后按 1、2、3 执行。',
  'All messages of 40 seqs are mixed in an order that the seed chooses: proposals, prepares, commits.':
    '40 个 seq 的所有消息（提案、prepare、commit）混在一起，顺序由 seed 决定。',
  'A right server sends one Commit for each seq, and executes all 40, each once.':
    '正确的 server 给每个 seq 发一条 Commit，40 个 seq 都执行，各执行一次。',
  'Two requests go through all stages.': '两个请求走完所有阶段。',
  'Then all their messages come once more: commits, prepares, proposals.':
    '然后它们的所有消息再来一遍：commit、prepare、提案。',
  'A right server does nothing a second time: no Commit, no execution, no reply, no prepare.':
    '正确的 server 不做第二遍：不发 Commit，不执行，不应答，也不发 prepare。',
  'Requests read, write and delete a key, one after the other, each with a full quorum.':
    '一个接一个的请求读、写、删除一个键，每个请求的法定数目都凑齐。',
  'A right server replies what the store gives for each of them.':
    '正确的 server 对每个请求都应答数据库给出的结果。',
  'f of the other servers refuse every connection. Two requests are proposed and prepared.':
    '其他 server 中有 f 个拒绝所有连接。提出两个请求，prepare 也到齐。',
  'A right server still sends its Commit to all the others, and executes with their 2f votes.':
    '正确的 server 照样把 Commit 发给其余的 server，凭它们的 2f 票执行。',
  'A right server still sends its Commit to all the others, and executes with their 2f votes, not with fewer because some are down.':
    '正确的 server 照样把 Commit 发给其余的 server，凭它们的 2f 票执行，不会因为有的宕机就少要几票。',
  'f of the other servers accept connections and never answer. A request is proposed and prepared.':
    '其他 server 中有 f 个接受连接却从不应答。提出一个请求，prepare 也到齐。',
  'A request puts a value of 1 MB, and the next one gets it. Both have full quorums.':
    '一个请求 put 1 MB 的值，下一个请求 get 它。两个请求的法定数目都凑齐。',
  'A right server executes both, and replies the whole value.':
    '正确的 server 两个都执行，并应答整个值。',
  'A request goes through all stages; bad votes are mixed in. After each step the grader pings.':
    '一个请求走完所有阶段，中间夹着坏票。每一步之后评分程序都发 ping。',
  'When a ping takes long, it tries again, and compares with a server of its own.':
    'ping 很久才应答时，评分程序会再试，并与它自己的 server 比较。',
  'A right server answers each ping at once, and executes the request.':
    '正确的 server 立刻应答每个 ping，并执行请求。',
  'Your server is prepared and has one good commit: it needs one more.':
    '你的 server 已经 prepared，有一张好的 commit：还缺一张。',
  'A right server does not execute. When the good vote of the last server comes, it does.':
    '正确的 server 不执行。最后一个 server 的好票来了，它才执行。',
  'Your server is prepared. A commit with random bytes for a signature comes, and a good one after it.':
    '你的 server 已经 prepared。先来一张签名是随机字节的 commit，再来一张好的。',
  'More of that server come, with other bytes, an empty text or nothing for a signature.':
    '同一个 server 又来几张，签名是别的字节、空文本，或者根本没有。',
  "Your server is prepared. One server's commit comes many times, also with its fields in another order or its signature written in another way.":
    '你的 server 已经 prepared。同一个 server 的 commit 来了许多次，有的字段顺序不同，有的签名换了写法。',
  'A right server counts it once and does not execute. When another server votes, it does.':
    '正确的 server 只算一票，不执行。另一个 server 投了票，它才执行。',
  "A second server's commits come, well signed, with the right digest and of other views.":
    '来了第二个 server 的 commit，签名有效，摘要正确，view 却是别的。',
  "A second server's commits come, well signed, for other digests; some are almost like the right one.":
    '来了第二个 server 的 commit，签名有效，摘要却是别的；有的与正确的摘要几乎一样。',
  'A request is executed with the votes of two servers. The next one is prepared and has one good commit: it needs one more.':
    '先凭两个 server 的票执行一个请求。下一个请求已经 prepared，有一张好的 commit：还缺一张。',
  'Commits for it come whose signatures were made for the seq before or after it, among them one that was right there and was counted.':
    '来了它的 commit，签名却是为前一个或后一个 seq 做的，其中一个在那里有效，也计过票。',
  'A commit comes that names the last server and is signed by another one.':
    '来了一张 commit，写的是最后一个 server，签名的却是另一个。',
  'A right server does not execute. When the last server itself votes, it does: the forged vote has not used up the good one.':
    '正确的 server 不执行。最后一个 server 自己投票时，它才执行：假票没有用掉真票。',
  'Commits come from ids that the cluster does not have: too large, negative, or no number.':
    '来了集群里没有的编号的 commit：编号太大、是负数，或者不是数。',
  'A right server does not execute, and stays alive. When the good vote of the last server comes, it executes.':
    '正确的 server 不执行，也不崩溃。最后一个 server 的好票来了，它才执行。',
  "Your server's own Commit is sent back to it, well signed.":
    '你的 server 自己的 Commit 被送回给它，签名有效。',
  'A genuine prepare of a second server comes once more, as a commit.':
    '第二个 server 的一张真 prepare 又来一次，这次当作 commit。',
  'Your server is prepared. Forged commits come in the name of every other server, for this proposal and for others.':
    '你的 server 已经 prepared。来了冒其余每个 server 之名的 commit，有的投这个提案，有的投别的。',
  'After a look the good commits of 2f of them come, one after the other.':
    '看过之后，其中 2f 个 server 的好 commit 一张接一张到来。',
  'A right server ignores the forged ones, and executes with the good ones.':
    '正确的 server 不计伪造的，凭好的执行。',
  'Before the proposal, bad commits of every kind come, and 2f good ones behind them; for the next seq the good ones come first.':
    '在提案之前，先来各种坏的 commit，后面跟着 2f 张好的；到下一个 seq，好的先来。',
  'Then the proposal and the prepares come, and the whole queue can be judged.':
    '然后提案和 prepare 到达，整个队列都可以验证了。',
  'For a third seq three copies of one commit queue like that, for a fourth one good commit and bad ones behind it.':
    '第三个 seq 有同一张 commit 的三份副本这样排着，第四个 seq 有一张好的，后面是坏的。',
  'A right server skips what is bad, counts each good one once, and executes with 2f of them.':
    '正确的 server 跳过坏的，好的各算一次，有 2f 张才执行。',
  'Your server is prepared. Commits of every wrong shape come, and lines that are no messages.':
    '你的 server 已经 prepared。来了各种格式不对的 commit，还有根本不是消息的行。',
  'Then 2f good commits come, and after them a whole request.':
    '然后来 2f 张好的 commit，之后又是一个完整的请求。',
  'A right server stays alive, counts none of the garbage, and executes both requests.':
    '正确的 server 不崩溃，不计任何垃圾，两个请求都执行。',
};
