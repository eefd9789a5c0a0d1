import type { Catalogue } from '../text.ts';

/** Texts of hints, and explanations of scenarios. */
export const HINTS: Catalogue = {
  'More: --hint 2 adds the rule that is broken, and why it exists.':
    '更多提示：--hint 2 还会说出没有遵守的规则和它存在的理由。',
  'More: --hint 3 adds where to look, and where to read about it.':
    '更多提示：--hint 3 还会说出看哪里、读哪里。',
  'These are all hints. To see what a scenario does: npm run explain -- <scenario>':
    '提示就是这些。想知道一个场景做什么：npm run explain -- <场景>',
  think: '想一想',
  compare: '对照',
  read: '阅读',
  cluster: '集群',
  besides: '此外',
  'what every scenario judges: {0}': '每个场景都判定的规则：{0}',
  needs: '依赖',
  blocks: '挡住',
  'when it fails: {0}': '它没通过时：{0}',
  alone: '单独运行',
  'judged by': '判定它的',
  'all scenarios': '所有场景',
  'above all': '尤其是',
  'More about one of them: npm run explain -- <scenario>':
    '某个场景的详细说明：npm run explain -- <场景>',
  'About a rule, by its code: npm run explain -- <rule>. There are {0}.':
    '按代码说明一条规则：npm run explain -- <规则>。规则有 {0}。',
  'of real servers: {0}': '真正的 server：{0}',
  '{0} (f = {1})': '{0} 个（f = {1}）',
  'one real server; the grader plays the {0} others and the client (f = {1})':
    '一个真正的 server；其余 {0} 个和 client 由评分程序扮演（f = {1}）',
  'A server is prepared and says nothing. How could the others ever learn that a quorum is prepared?':
    '一个 server 已经 prepared，却什么也不说。别的 server 怎么能知道已有法定数目的 server 都 prepared 了？',
  'A Commit has arrived. What would a second copy tell the receiver that the first one did not?':
    '一条 Commit 已经送到。再来一条，能告诉对方什么新的东西？',
  'What has a server seen when it is prepared, and what could it promise the others before that?':
    '一个 server 在 prepared 的时候看到了什么？在那之前，它能向别人保证什么？',
  'The receiver holds a Commit beside its own certificate. What must be equal in both for the vote to count?':
    '收到 Commit 的 server 把它与自己的证书对照。两边的哪些东西必须相同，这一票才算数？',
  'Prepare and Commit have the same fields. What else must a signature cover, so that nobody can take the one for the other?':
    'Prepare 和 Commit 的字段相同。签名还要包括什么，才没有人能把一种当成另一种？',
  'Any two quorums must share a right server. How many votes does that take, and how many of them come from others?':
    '任何两个法定数目的集合必须有一个共同的正确 server。这需要多少票？其中多少来自别人？',
  'A server that nobody reaches may have crashed, or a link may be cut. What could two halves of the cluster do if each needed fewer votes?':
    '谁也连不上的 server 可能宕机了，也可能只是链路断了。要是两半集群各自都少要几票，它们会做出什么事？',
  'f servers may never answer. How many votes of others is a server sure to get, and are they enough?':
    '有 f 个 server 可能永远不回答。一个 server 肯定能等到别人的多少票？这些够不够？',
  'One server sends its vote a hundred times, each time written a little differently. How many servers have voted?':
    '一个 server 把自己的票发了一百次，每次写法略有不同。有多少个 server 投了票？',
  'A message says that it comes from server 2. How do you know that server 2 wrote it?':
    '一条消息说自己来自 server 2。你怎么知道它真是 server 2 写的？',
  'Two views have two leaders. What does a vote that was given in one of them say about a proposal in the other?':
    '两个 view 有两个 leader。在一个 view 里投的票，对另一个 view 里的提案说明了什么？',
  'A leader proposes two requests for one seq. How does a vote tell which of them it is for?':
    '一个 leader 为同一个 seq 提出两个请求。怎样看出一票投给了哪一个？',
  'A server has signed a vote for seq 7. What keeps somebody else from showing that signature for seq 8?':
    '一个 server 为 seq 7 的票签了名。是什么让别人不能把这个签名拿给 seq 8 用？',
  'A cluster has 3f+1 servers. What is a vote worth whose sender is none of them?':
    '集群有 3f+1 个 server。一张票的发送者不是其中任何一个，它值多少？',
  'Your own vote belongs to the quorum before any message comes. What does it add when it comes back over the network?':
    '还没有收到任何消息，你自己的一票就已经在法定数目里。它从网络上又回到你这里，能增加什么？',
  'A prepare of server 2 is genuine. What would you believe about server 2 if you counted it as a commit?':
    'server 2 的一张 prepare 是真的。要是把它当作 commit 计票，你就等于相信了 server 2 的什么？',
  'Two requests are on their way together. Does a vote for the one help the other?':
    '两个请求同时在进行。投给一个的票，对另一个有用吗？',
  'Somebody votes badly in the name of server 2. What becomes of the vote that server 2 itself sends a moment later?':
    '有人冒用 server 2 的名义投了一张坏票。过一会儿 server 2 自己投的票会怎样？',
  'The others tell you that they are prepared. Are you, and for the same proposal?':
    '别人告诉你，它们已经 prepared。你呢？是同一个提案吗？',
  'What was sent last may arrive first. What does each of your steps take for granted about what has arrived before?':
    '最后发出的消息可能最先到达。你的每一步都想当然地认为哪些消息已经到了？',
  'Servers agree on an order of requests. Does that depend on what a request says, or on how long it is?':
    '各 server 商定的是请求的顺序。这与请求说了什么、有多长有关系吗？',
  'An old message comes again, genuine to the last byte. What is it to change?':
    '一条旧消息又来了，一个字节都没有变，是真的。它应该改变什么？',
  'One vote in the queue is bad. What have the votes behind it done wrong?':
    '队列里有一张票是坏的。排在它后面的票做错了什么？',
  'A commit comes before it can be judged, and it is not sent again. Where is it when it can be?':
    '一张 commit 来得太早，还不能验证，而且不会重发。等到能验证的时候，它在哪里？',
  'The quorum is complete, the request is executed, and one more vote comes. What must be different this time?':
    '法定数目已经凑齐，请求已经执行，又来了一票。这一次必须有什么不同？',
  'Follow one request from stage to stage. At which server, and at which stage, does it stop?':
    '一个阶段一个阶段地跟踪一个请求。它停在哪个 server、哪个阶段？',
  'Equal requests in equal order give equal results. Who works out the result, and what could change the order?':
    '请求相同、顺序相同，结果就相同。结果是谁算出来的？什么会改变顺序？',
  'A server is gone and will never answer. Which of your steps waits for it?':
    '一个 server 没了，永远不会回答。你的哪一步在等它？',
  'One server sends whatever it likes, or nothing at all. What can it make your server do, or keep it from doing?':
    '有一个 server 想发什么就发什么，或者什么也不发。它能让你的 server 做什么，或者做不成什么？',
  'A server could not be reached a moment ago. What do you know about it now?':
    '刚才有一个 server 连不上。关于它现在的情况，你知道什么？',
  'Two requests are handled at the same time. What do they share in your code, and what may happen between two of its lines?':
    '两个请求同时在处理。它们在你的代码里共用了什么？两行代码之间可能发生什么？',
  'Messages come late, twice, and mixed with bad votes. Which order of events did you not think of?':
    '消息迟到、重复，还夹着坏票。哪一种先后顺序是你没有想到的？',
  'n servers agree on one request. How many Commits does that take in all, and who sends each of them?':
    'n 个 server 对一个请求达成一致。一共需要多少条 Commit？每条由谁发？',
  'The client believes f+1 equal replies. Would two right servers always send it equal ones?':
    'client 相信 f+1 个相同的应答。两个正确的 server 发给它的应答总会相同吗？',
  'More than f servers are silent. How could one that goes on know what the silent ones have done?':
    '有超过 f 个 server 沉默了。还在运行的 server 怎么能知道它们做过什么？',
  'Two servers executed different requests at one seq. Which votes must each of them have counted, and who can have given both?':
    '两个 server 在同一个 seq 执行了不同的请求。它们各自一定计了哪些票？谁可能两边都投了？',
  'Seq 2 is committed, and seq 1 is not yet. What would a store contain that did not wait?':
    'seq 2 已经 committed，seq 1 还没有。如果不等它，数据库里会是什么？',
  'Anybody can send your server anything. Which of your lines believes what it is given?':
    '谁都可以向你的 server 发任何东西。你的哪一行对收到的东西信以为真？',
  'A server has to register before it takes part. What does your file do before anybody asks it for anything?':
    '一个 server 要先注册才能参与。还没有人找它做什么，你的文件就先做了什么？',
  'JavaScript does one thing at a time. What does your server do while it does not answer?':
    'JavaScript 一次只做一件事。你的 server 不回答的时候，正在做什么？',
  'Each message may cause others. What ends the chain?':
    '一条消息可能引出别的消息。这条链在哪里结束？',
  'Where is your work, and where does the grader look for it?':
    '你的代码在哪里？评分程序又到哪里去找？',
  'The grader takes one file, zpbft/server.ts, and ignores all others.':
    '评分程序只取一个文件 zpbft/server.ts，其余的一概不看。',
  'Which of these files is the one that you work on?': '这些文件里，你在写的是哪一个？',
  'The grader takes one file. Where there are several, it does not guess.':
    '评分程序只取一个文件。有好几个时，它不会去猜。',
  'Can you open the file yourself, and is it about as long as you think?':
    '你自己能打开这个文件吗？它的长度和你想的差不多吗？',
  'What cannot be read, or is far longer than this lab needs, is not graded.':
    '读不了的文件，或者比这个实验需要的长得多的文件，不评分。',
  'Read the line, and the one before it. What does the compiler still wait for there?':
    '读一读这一行和它的前一行。编译器到这里还在等什么？',
  'The file is compiled together with the rest of the lab. What does not compile cannot be started.':
    '这个文件与实验的其他部分一起编译。不能编译就不能启动。',
  'What do you need that module for? Does the lab have it already?':
    '你要那个模块做什么？实验里是不是已经有了？',
  'A server may load files of the lab, and those modules of Node that reach neither files nor other processes.':
    'server 可以用实验的文件，以及 Node 自带的、既不碰文件也不碰其他进程的那些模块。',
  "Which class do the lab's programs start, and is it still there under that name?":
    '实验的程序启动的是哪个类？它还在吗，名字还一样吗？',
  'The programs of the lab import the class Server from this file.':
    '实验的程序从这个文件导入 Server 类。',
  'What does your file do when it is loaded, before any message comes?':
    '还没有任何消息到来，你的文件在加载时就做了什么？',
  'A server that ends while it starts takes part in nothing.':
    '启动时就结束的 server，什么也参与不了。',
  'What does your server wait for when it starts, and who could answer?':
    '你的 server 启动时在等什么？谁有可能回答它？',
  'A server that does not register in time is not in the cluster.':
    '没有按时注册的 server 不在集群里。',
  'Castro and Liskov, Practical Byzantine Fault Tolerance (OSDI 1999), {0}':
    'Castro 与 Liskov，Practical Byzantine Fault Tolerance（OSDI 1999），{0}',
  'Explains a scenario: what it does step by step, which rules it judges and why they exist.':
    '说明一个场景：它一步一步做什么，判定哪些规则，这些规则为什么存在。',
  'Without a name it lists all scenarios.': '不写名字就列出所有场景。',
  'a scenario, or the code of a rule': '场景，或者规则的代码',
  'there is no scenario or rule "{0}". npm run explain lists all.':
    '没有叫“{0}”的场景或规则。npm run explain 列出全部。',
  'there is no scenario or rule "{0}". Did you mean {1}? npm run explain lists all.':
    '没有叫“{0}”的场景或规则。是不是 {1}？npm run explain 列出全部。',
};
