import type { Catalogue } from '../text.ts';

/** Texts of the rules: each one, why it exists, and where to look. */
export const RULES: Catalogue = {
  'For each seq, a prepared server sends one Commit to every other server.':
    '每个 seq，prepared 的 server 都要向其余每个 server 发一条 Commit。',
  'PBFT §4.2: commits tell the others that this server is prepared. Without them nobody can know that a quorum is, and nothing is ever executed.':
    'PBFT §4.2：commit 告诉其他 server，自己已经 prepared。没有它，谁也不知道法定数目的 server 都已 prepared，也就什么都不会执行。',
  'Compare with how prepare reaches the others, and with what it sends.':
    '对照 prepare：它怎样发给其他 server，发的又是什么。',
  'A server sends its Commit for a seq to each other server once.':
    '同一个 seq 的 Commit，server 向其余每个 server 只能发一次。',
  'A Commit says "I saw a quorum of prepares". Who has it needs no second one; what is sent again is traffic that grows with the cluster.':
    'Commit 的意思是“我收到了法定数目的 prepare”。已经收到的 server 不需要第二条；重复发送只会增加流量，集群越大越多。',
  'How often is commit called for one seq, by whom, and how often does one call send?':
    '同一个 seq，commit 被谁调用、调用了几次？每次调用又发送几次？',
  'A server commits only when it is prepared: the proposal and 2f prepares of others.':
    'server 要等 prepared 之后才能 commit：有提案，并有来自其他 server 的 2f 张 prepare。',
  'PBFT §4.2: a Commit says "I saw a quorum of prepares". Said without one, it lets two proposals for one seq both gather commits.':
    'PBFT §4.2：Commit 的意思是“我收到了法定数目的 prepare”。没有收到就这样说，同一个 seq 的两个提案可能都攒够 commit。',
  'Which function calls commit, and at which stage? Commits of others are no prepares.':
    '哪个函数调用了 commit，当时处在哪个阶段？别人的 commit 不是 prepare。',
  "A Commit names the view, seq and digest of the proposal, and the sender's own id.":
    'Commit 要写明提案的 view、seq 和摘要，以及发送者自己的编号。',
  'PBFT §4.2: ⟨COMMIT, v, n, D(m), i⟩. A vote for anything else is a vote for nothing, and the others refuse it.':
    'PBFT §4.2：⟨COMMIT, v, n, D(m), i⟩。投给别的东西等于没有投，其他 server 不会接受。',
  'Print the message before it is sent, and compare it with the proposal in the certificate.':
    '发送之前把消息打印出来，与证书里的提案比较。',
  'A Commit is signed by its sender, as a commit, over the message that is sent.':
    'Commit 要由发送者签名，类型是 commit，签的就是发出去的那条消息。',
  'Others count a Commit only under its signature, which covers the type of the message too: a signed prepare must never pass for a commit.':
    '签名有效，别人才会计这张 commit。签名也包括消息的类型：签过名的 prepare 绝不能当作 commit。',
  'Compare with how prepare signs: what are the arguments of sign?':
    '对照 prepare 的签名方式：sign 的参数是什么？',
  'A request is executed only after 2f other servers sent valid commits for it.':
    '收到来自其他 2f 个 server 的有效 commit 之后，才能执行请求。',
  "PBFT §4.2: with this server's own vote they are 2f+1, and any two such quorums share a right server. With fewer, two parts of the cluster can execute different requests.":
    'PBFT §4.2：加上自己的一票共 2f+1 票，任何两个这样的集合至少有一个共同的正确 server。少于这个数目，集群的两部分就可能执行不同的请求。',
  'Which number is the count of votes compared with, and what has been counted by then?':
    '票数与哪个数比较？到那时已经计了哪些票？',
  'The quorum depends on f alone: servers that are down do not lower it.':
    '法定数目只取决于 f：有 server 宕机，它也不会变小。',
  'PBFT §4.2: any two quorums share a right server. Two parts of the cluster that cannot reach each other would each need fewer votes, and execute different requests.':
    'PBFT §4.2：任何两个法定数目的集合至少有一个共同的正确 server。不然，互相连不上的两部分各自都会少要几票，从而执行不同的请求。',
  'What does the server learn from calls that fail, and what does it do with that?':
    '调用失败时，server 知道了什么？它又拿这个做了什么？',
  'A prepared server executes a request as soon as 2f other servers sent valid commits.':
    'prepared 的 server 一收到来自其他 2f 个 server 的有效 commit，就要执行请求。',
  "PBFT §4.2: with this server's own vote they are 2f+1, a quorum. f servers may stay silent for ever, so more votes may never come.":
    'PBFT §4.2：加上自己的一票共 2f+1 票，已是法定数目。有 f 个 server 可能永远沉默，更多的票也许永远不来。',
  'Follow one Commit through the log: is it queued as a commit, judged, taken for valid, counted, is the count enough, and is the request then executed and answered?':
    '在日志里跟踪一条 Commit：它有没有作为 commit 进入队列、经过验证、判为有效、计入票数？票数够不够？够了之后有没有执行和应答？',
  'The votes of one server count once, however often they arrive.':
    '同一个 server 的票不论来多少次，都只能算一票。',
  'A quorum is made of servers, not of messages: otherwise one faulty server is a quorum by itself.':
    '法定数目数的是 server，不是消息。否则一个出错的 server 自己就能凑成法定数目。',
  'By what do you tell that a server has voted: by something that a copy can change?':
    '靠什么判断一个 server 已经投过票？是副本可以改变的东西吗？',
  'A Commit counts only when the server that it names has signed it.':
    'Commit 要由它写明的那个 server 签名，才能计票。',
  'Anybody can write any id into a message. Only the signature tells who voted.':
    '谁都可以在消息里写任意编号，只有签名能说明是谁投的票。',
  'Compare with the checks that verifyBallotPrepare makes on each prepare, and with what it does when one fails.':
    '对照 verifyBallotPrepare：它对每张 prepare 做了哪些检查，有一项不通过时又怎么做。',
  'A Commit counts only in the view that it names.': 'Commit 只能在它写明的 view 里计票。',
  'PBFT §4.2: votes of another view are about a proposal of another leader, even when the digest is the same.':
    'PBFT §4.2：别的 view 的票投的是另一个 leader 的提案，哪怕摘要相同。',
  'A Commit counts only for the request whose digest it names, all of it.':
    'Commit 只能计给它写明摘要的那个请求，摘要必须完全相同。',
  'PBFT §4.2: a faulty leader proposes different requests for one seq. Only the digest tells which of them a vote is for.':
    'PBFT §4.2：出错的 leader 会为同一个 seq 提出不同的请求，只有摘要能说明一票投给了哪一个。',
  'The signature of a Commit counts only for the very message that was signed, seq included.':
    'Commit 的签名只对所签的那条消息有效，seq 也在其中。',
  'Else a vote that was given to one seq could be used for another.':
    '否则投给一个 seq 的票就能用在另一个 seq 上。',
  'Is the signature of every vote verified, with all the fields that you count it for?':
    '每张票的签名都验证了吗？验证时用的字段，与计票时用的是不是同样那些？',
  'A Commit counts only from a server of the cluster.': '只能计集群里的 server 发来的 Commit。',
  'A quorum of 2f+1 says something because there are 3f+1 servers. Votes of nobody would make quorums of one.':
    '2f+1 票之所以有意义，是因为一共有 3f+1 个 server。不存在的 server 也算票的话，一个 server 就能凑成法定数目。',
  'What do you look up by the id of a vote, and what happens when nothing is found?':
    '用票上的编号去查什么？查不到时又怎样？',
  "A server's own Commit does not count as another one's.":
    'server 自己的 Commit 不能算作别人的票。',
  'The own vote is in the quorum already: 2f of others and it are 2f+1. Anybody can send a server its own Commit back.':
    '自己的一票已经算在法定数目里：其他 server 的 2f 票加上自己共 2f+1。而谁都可以把一个 server 的 Commit 再发回给它。',
  'A Prepare never counts as a Commit.': 'Prepare 绝不能当作 Commit 计票。',
  'They have the same fields; the signature covers the type too, so that nobody can turn the one into the other.':
    '两者的字段相同，所以签名也包括类型，使谁都不能把一种变成另一种。',
  'What are the arguments of verify, and what happens to its answer?':
    'verify 的参数是什么？它的返回值又用来做了什么？',
  'The votes of each seq are counted by themselves.': '每个 seq 的票要各计各的。',
  'Requests are agreed on one by one: a vote for one says nothing about another.':
    '请求是一个一个达成一致的：投给一个请求的票，对另一个请求什么也没说。',
  'Where is the count kept, and who else uses it?': '票数保存在哪里？还有谁在用它？',
  'A forged vote in the name of a server does not use up the vote of that server.':
    '冒用某个 server 名义的假票，不能用掉它自己的那一票。',
  'Anybody can write any id into a message. If that were enough to be counted as having voted, one liar could silence all others.':
    '谁都可以在消息里写任意编号。如果这样就算投过票，一个说谎者就能让其他 server 全都失声。',
  'In which order are a vote verified and its sender remembered?':
    '验证一张票和记下它的发送者，哪个在先？',
  'Only a prepared server executes: 2f commits without a quorum of prepares are not enough.':
    'prepared 的 server 才能执行：有 2f 张 commit 而没有法定数目的 prepare，还不够。',
  'PBFT §4.2: committed-local is prepared and 2f+1 commits. Without prepared, this server may hold another proposal than the others.':
    'PBFT §4.2：committed-local 是 prepared 再加上 2f+1 张 commit。没有 prepared，这个 server 手里的提案可能与别人的不同。',
  'Who calls verifyBallotCommit, and at which stage?':
    '谁调用了 verifyBallotCommit，当时处在哪个阶段？',
  'Messages come in any order, of many seqs at once: each seq is committed and executed.':
    '许多 seq 的消息混在一起、以任何顺序到达，每个 seq 都要 commit 并执行。',
  'Networks reorder, and servers work on many seqs at once.':
    '网络会打乱顺序，server 也同时处理许多 seq。',
  'Which step takes it for granted that another message, or another seq, came first?':
    '哪一步想当然地认为，另一条消息或另一个 seq 已经先到了？',
  'Every valid request is executed, whatever its command.':
    '每个有效的请求都要执行，不论命令是什么。',
  'The three functions agree on the order of requests; what they say is for the store.':
    '三个函数只商定请求的顺序；请求里说什么，是数据库的事。',
  'Do the three functions look into the command, or limit its size?':
    '三个函数有没有去看命令的内容，或者限制它的长度？',
  'Messages that come again after execution cause nothing.':
    '执行之后又来的消息，不能引起任何动作。',
  'Anybody can record traffic and send it again.': '谁都可以录下消息，再发一遍。',
  'At which stages does a vote still change something?': '在哪些阶段，一张票仍然会改变什么？',
  'A bad vote is skipped, and the votes after it are still counted.':
    '无效的票要跳过，后面的票照样要数。',
  'Up to f servers send whatever they like. If their votes stop the count, they stop the whole system.':
    '最多有 f 个 server 会乱发消息。如果它们的票能让计票停下，整个系统就会跟着停下。',
  'What happens to the rest of the queue when one vote is refused?':
    '一张票被拒绝之后，队列里其余的票会怎样？',
  'Commits that arrive before the prepares, or before the pre-prepare, are kept and counted.':
    '早于 prepare 或早于 pre-prepare 到达的 commit 要留着，之后照样计票。',
  'Networks reorder. A faster server commits while this one still waits for prepares; its vote is not sent again.':
    '网络会打乱顺序。较快的 server 已经 commit，而这个 server 还在等 prepare；那一票不会重发。',
  'When is a queued vote looked at again? Compare with PrepareRpc.':
    '队列里的票什么时候会再看一次？对照 PrepareRpc。',
  'A request is executed once, however many votes arrive.': '一个请求只能执行一次，不论来多少票。',
  'Executing twice changes the state twice; replicas that differ in it diverge.':
    '执行两次，状态就改变两次；执行次数不同的 server，状态从此不再一致。',
  'What keeps verifyBallotCommit from acting again on the next vote?':
    '下一票到来时，是什么让 verifyBallotCommit 不再执行一遍？',
  'When no server is faulty, every server executes every request.':
    '没有 server 出错时，每个 server 都要执行每个请求。',
  'PBFT §4.2: in the normal case every replica gets a quorum of commits, executes, and replies.':
    'PBFT §4.2：正常情况下，每个 server 都得到法定数目的 commit，然后执行并应答。',
  'Does a rule above explain it? Mend that first. Else run `npm run cluster:starter` and follow one seq through the log lines of a server.':
    '上面有没有哪条规则已经说明了原因？有就先修那一条。没有就运行 `npm run cluster:starter`，在一个 server 的日志里跟踪一个 seq。',
  'All servers reply the result that the store gives for the request.':
    '所有 server 应答的，都要是数据库对这个请求给出的结果。',
  'The client accepts what f+1 servers agree on: equal commands in equal order give equal results.':
    'client 接受 f+1 个 server 一致的结果：命令相同，顺序相同，结果就相同。',
  'Execution belongs to apply: the three functions decide when, never what.':
    '执行是 apply 的事：三个函数只决定何时执行，从不决定执行什么。',
  'With f servers crashed, the others still execute every request.':
    'f 个 server 停机时，其余的仍要执行每个请求。',
  'PBFT §4: 3f+1 servers tolerate f faulty ones, at whatever moment they fail.':
    'PBFT §4：3f+1 个 server 容忍 f 个出错，不论它们在什么时刻出错。',
  'Does some step wait for every other server, dead ones included?':
    '有没有哪一步要等其余每个 server，连已经停机的也要等？',
  'With f Byzantine servers, the others still execute every request.':
    '有 f 个拜占庭 server 时，其余的仍要执行每个请求。',
  'PBFT §4: 3f+1 servers tolerate f that send whatever they like.':
    'PBFT §4：3f+1 个 server 容忍 f 个乱发消息。',
  'Which message of a faulty server, or which silence, keeps the votes of the others from being counted?':
    '出错的 server 发出的哪条消息，或者它的哪次沉默，使别人的票没有被计入？',
  'A server that was unreachable and came back takes part again.':
    '一度连不上的 server 恢复之后，要能重新参与。',
  'Links break and mend. Whoever is given up for good is one more that has failed.':
    '连接会断，也会恢复。被永远放弃的 server，等于又多了一个出错的。',
  'Does commit remember which servers could not be reached?':
    'commit 有没有记住哪些 server 连不上？',
  'Requests that are in flight together are all executed, once, with the same results.':
    '同时进行的多个请求都要执行，各执行一次，各 server 的结果相同。',
  'PBFT works on many seqs at once; each has a certificate of its own.':
    'PBFT 同时处理许多 seq，每个 seq 有自己的证书。',
  'What do the three functions keep outside of the certificate? Where do they await?':
    '三个函数在证书之外还保存了什么？又在哪里用了 await？',
  'However messages are delayed, copied and mixed with bad votes, all requests are executed.':
    '消息不论怎样推迟、重复、夹杂坏票，所有请求都要执行。',
  'PBFT §4.5.2: once messages arrive, every right server executes. Which comes first, and what faulty servers add, must make no difference.':
    'PBFT §4.5.2：消息一旦到达，每个正确的 server 都会执行。谁先谁后，出错的 server 又加进了什么，都不应有影响。',
  'Read the steps: they are what is left when all that does not matter is taken away.':
    '看这些步骤：去掉所有无关的之后，剩下的就是它们。',
  'A request costs n-1 pre-prepares, n(n-1) prepares, n(n-1) commits and n replies.':
    '一个请求只应发出 n-1 条 pre-prepare、n(n-1) 条 prepare、n(n-1) 条 commit 和 n 条 reply。',
  'The protocol needs no more than that. What is sent beyond grows with every server and every request.':
    '协议只需要这么多。多发的部分，会随着 server 和请求的数目增长。',
  'Which of the three functions sends, and how often is it called for one seq?':
    '三个函数中哪一个在发送？每个 seq 调用几次？',
  'The client gets the result that f+1 servers agree on, whatever a faulty one says.':
    '不论出错的 server 说什么，client 得到的都要是 f+1 个 server 一致的结果。',
  'PBFT §4.1: of f+1 servers one is right, so a result that they share is the right one.':
    'PBFT §4.1：f+1 个 server 中至少有一个正确，所以它们一致的结果就是正确的结果。',
  'Are the replies of two right servers to one request the same, to the letter?':
    '两个正确的 server 对同一个请求的应答，是否一字不差？',
  'With more than f servers gone, nothing is executed.':
    '失去的 server 超过 f 个时，什么都不能执行。',
  'Safety comes first: without a quorum, a server cannot know what the others do.':
    '安全第一：没有法定数目，server 无法知道其他 server 会怎么做。',
  'What was counted as a vote that no server sent?':
    '哪个并没有 server 发出的东西，被当作票计入了？',
  'No two servers execute different requests at one seq.':
    '同一个 seq，任何两个 server 都不能执行不同的请求。',
  'PBFT §4.5.1: this is the safety that the protocol exists for.':
    'PBFT §4.5.1：这就是安全性，协议正是为它而存在。',
  'Which votes were counted for which digest?': '哪些票，计给了哪个摘要？',
  'Requests are executed in the order of seq.': '请求要按 seq 的顺序执行。',
  'PBFT §4.2: replicas stay equal only when all execute in the same order.':
    'PBFT §4.2：所有 server 的执行顺序相同，状态才会一直相同。',
  'Execution belongs to apply, which waits for the seqs before.':
    '执行是 apply 的事，它会等前面的 seq。',
  'A server stays alive, whatever it is sent.': 'server 不论收到什么，都要继续运行。',
  'A server that falls to a message is one that any faulty server can switch off.':
    '一条消息就能弄垮的 server，任何出错的 server 都能让它停机。',
  'Read the error that was seen. A promise that nobody awaits needs a catch, and what is printed for each message adds up.':
    '读一读看到的错误。没有人 await 的 Promise 要有 catch；每条消息都打印一点，加起来就很多。',
  'A server starts and registers with the master.': 'server 要能启动，并在 master 注册。',
  'A server that is not in the cluster cannot take part.': '不在集群里的 server 无法参与。',
  'Read the error that was seen, and run a server by hand.':
    '读一读看到的错误，再手工运行一个 server。',
  'A server keeps answering while it works.': 'server 在工作时也要一直能应答。',
  'Node runs one thing at a time: a loop that does not end stops the whole server.':
    'Node 一次只做一件事：不会结束的循环会让整个 server 停住。',
  'Look for a loop whose condition never changes.': '找一找条件永远不变的循环。',
  'When a request is done, the servers come to rest.':
    '请求处理完之后，各 server 要停下来，不再发消息。',
  'Messages that cause messages without end drown the cluster.':
    '一条消息引出另一条，没完没了，会淹没整个集群。',
  'Which message makes a server send again, and what ends that?':
    '哪条消息让 server 再次发送？什么时候才会停？',
};
