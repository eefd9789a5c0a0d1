import type { Catalogue } from '../text.ts';

/** Texts of isolation: what a machine can give, and what to do. */
export const SANDBOX: Catalogue = {
  // The table of sandbox:probe
  '--inside needs --outside': '--inside 需要与 --outside 同用',
  'works here': '本机可用',
  yes: '是',
  no: '否',
  'strongest: {0}': '最强的级别：{0}',
  prevented: '已挡住',
  POSSIBLE: '可以得手',
  'read a file of the grader': '读取评分程序的文件',
  'list a folder of the grader': '列出评分程序的文件夹',
  'read the kit, with the reference in it': '读取实验包（内有参考实现）',
  'read the environment of the grader': '读取评分程序的环境变量',
  'read the memory of the grader': '读取评分程序的内存',
  'read the key of another server': '读取其他 server 的密钥',
  'write a file': '写文件',
  'connect to the machine': '连接本机的端口',
  'see a network other than loopback': '看到回环之外的网络',
  'use 1 GB of memory': '占用 1 GB 内存',
  'start process after process': '不断启动进程',
  'kill the grader': '杀死评分程序',
  'kill another server': '杀死其他 server',
  'leave a process behind': '留下进程',

  // Why a tier does not work
  'it does not work here': '它在本机不可用',
  'a server does not run in it': 'server 在其中无法运行',
  'a server does not run in it: {0}': 'server 在其中无法运行：{0}',
  'a server in it cannot be frozen': '其中的 server 无法暂停',
  'a server in it does not answer the grader': '其中的 server 不应答评分程序',
  'it does not keep a server from this: {0}': '它挡不住 server 做这些事：{0}',
  'a server could not be started in it': '无法在其中启动 server',
  'it is made of what only Linux has': '它要用到只有 Linux 才有的功能',
  'only root can start processes as other users': '只有 root 能以其他用户的身份启动进程',
  'not found: {0}': '找不到：{0}',
  'AppArmor keeps users from making namespaces, as Ubuntu 24.04 and later have it':
    'AppArmor 不允许用户建立命名空间，Ubuntu 24.04 及以后的版本都是这样',
  'the system keeps users from making namespaces': '系统不允许用户建立命名空间',
  'the system allows no user namespaces': '系统不允许用户命名空间',

  // What to do
  'See npm run sandbox:probe.': '见 npm run sandbox:probe。',
  'Grade the submissions of others on Linux, for example in a virtual machine.':
    '给别人的作业评分请用 Linux，例如在虚拟机里。',
  'Run the grader as root, or use bwrap, which needs no root.':
    '以 root 运行评分程序，或者用不需要 root 的 bwrap。',
  'Install it. On Debian and Ubuntu: apt-get install {0}':
    '请安装。Debian 和 Ubuntu 上：apt-get install {0}',
  'As root: {0} (a file in /etc/sysctl.d makes it last).':
    '以 root 执行：{0}（写进 /etc/sysctl.d 下的文件可长期生效）。',
  'A container gives no namespaces to what runs in it, unless it was started with `--privileged`. As root in it, the tier uid does without.':
    '容器不让其中的程序建立命名空间，除非启动容器时加了 `--privileged`。在容器里以 root 运行时，可用不需要命名空间的级别 uid。',
  'It needs the rights that containers have by default (to change owners, users and the root directory), and a temporary directory from which programs may be started (TMPDIR).':
    '它需要容器默认就有的权限（更改文件所有者、用户和根目录），还需要一个允许启动程序的临时文件夹（TMPDIR）。',
  'Servers reach the network: the system gives the grader none of its own. Start the container without one (docker run --network none).':
    'server 可以访问网络：系统没有给评分程序单独的网络。请不带网络启动容器（docker run --network none）。',
  '--sandbox {0}: {1}.': '--sandbox {0}：{1}。',
  '--sandbox {0}: {1}. {2}': '--sandbox {0}：{1}。{2}',
  '--sandbox {0} does not work here: {1}. {2}': '--sandbox {0} 在本机不可用：{1}。{2}',
  'this machine can keep submissions apart as processes of one user only, which stops no hostile one. `npm run sandbox:probe` says what to do; --sandbox process grades all the same.':
    '本机只能把各份作业作为同一用户的进程分开，挡不住恶意的作业。怎么办，见 `npm run sandbox:probe`；仍要评分，请用 --sandbox process。',

  // What the machine cannot do
  'no port': '没有端口',
  'cannot make a jail: {0}': '无法建立隔离的根目录：{0}',
  'there is no program {0}. `npm run sandbox:probe` says more':
    '没有程序 {0}。详见 `npm run sandbox:probe`',
  'there is no library {0}': '没有程序库 {0}',
  'no uid for more than {0} servers': '没有给超过 {0} 个 server 用的 uid',
  'processes of uids {0} to {1} outlive SIGKILL': 'uid {0} 到 {1} 的进程收到 SIGKILL 之后仍未退出',
  'cannot end the processes of uid {0}: {1}': '无法结束 uid {0} 的进程：{1}',
  'this container has no uids to spare: it needs those from {0} to {1}':
    '这个容器没有多余的 uid：需要从 {0} 到 {1} 的 uid',
};
