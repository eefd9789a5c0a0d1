import type { Catalogue } from '../text.ts';

/** Texts of `npm run bench`. */
export const BENCH: Catalogue = {
  'Measures what a request costs: latency, throughput, messages, bytes and CPU time.':
    '测量一个请求的代价：延迟、吞吐量、消息数、字节数与 CPU 时间。',
  'The servers are real processes that talk to each other directly. Each run is checked: all requests answered, equal state on all servers.':
    '服务器是彼此直接通信的真实进程。每次测量都会检查：所有请求均得到答复，所有服务器状态一致。',
  "Exit codes: 0 measured, 2 wrong usage or input, 3 the machine's or the grader's own fault, or a cluster that answers wrongly or not at all.":
    '退出码：0 已测量；2 用法或输入有误；3 机器或评测程序自身的问题，或集群答错、不答。',
  'a folder that holds zpbft/server.ts, or that file (default: the reference)':
    '含有 zpbft/server.ts 的文件夹，或该文件本身（默认：参考实现）',
  'Byzantine servers tolerated, of 3f+1': '3f+1 个服务器中可容忍的拜占庭服务器数',
  'clients with one request each under way': '客户端数，每个客户端同时只有一个请求',
  'bytes of a value': '值的字节数',
  'how long each setting is measured': '每种设置的测量时长（秒）',
  'write what was measured as JSON; - for standard output, and nothing else':
    '把测量结果写成 JSON；- 表示只写到标准输出',
  'draw charts as SVG into this folder': '把 SVG 图表画到该文件夹',
  'charts need the package echarts: npm install echarts':
    '画图需要软件包 echarts：npm install echarts',
  'f = {0}, {1} clients: {2}. Is the submission right? See npm run grade.':
    'f = {0}，{1} 个客户端：{2}。作业正确吗？请用 npm run grade 检查。',
  'all servers agree on a state that is not what the clients put':
    '所有服务器状态一致，但与客户端写入的不符',
  '"{0}" was answered "{1}"': '“{0}”得到的答复是“{1}”',
  'no answer to "{0}" within {1} s': '“{0}”在 {1} 秒内没有答复',
  'the leader refused a request: {0}': '主节点拒绝了请求：{0}',
  'server {0} does not tell its {1}': '服务器 {0} 没有告知其 {1}',
  'server {0} ended: {1}': '服务器 {0} 已退出：{1}',
  'only {0} of {1} servers registered within {2} s': '{2} 秒内只有 {0}/{1} 个服务器完成注册',
  '{0}/{1}: {2}: {3}, {4} %': '{0}/{1}：{2}：{3}，{4} %',
  'f = {0}, {1} clients, {2} B, batch {3}': 'f = {0}，{1} 个客户端，{2} B，批量 {3}',
  'requests that the leader may order under one seq': '主节点在一个 seq 下最多排入的请求数',
  'starting servers': '启动服务器',
  'warming up': '预热',
  measuring: '测量',
  profiling: '剖析',
  'checking the state': '检查状态',
  clients: '客户端',
  batch: '批量',
  'req/s': '请求/秒',
  'msgs/req': '消息/请求',
  'CPU ms/req': 'CPU 毫秒/请求',
  floor: '下限',
  ratio: '比值',
  'Where the CPU time of the servers goes:': '服务器的 CPU 时间花在哪里：',
  'The floor is the signatures that a request needs: one takes {0} µs to make and {1} µs to verify here.':
    '下限是一个请求必需的签名运算：在本机上，一次签名 {0} µs，一次验证 {1} µs。',
  'Messages a request: {0} + {1} n², R² {2}.': '每个请求的消息数：{0} + {1} n²，R² {2}。',
  'With n = {0} a request needs {1} verifications.': 'n = {0} 时，一个请求需要 {1} 次验证。',
  signatures: '签名',
  JSON: 'JSON',
  sockets: '套接字',
  calls: '调用',
  'the lab': '实验代码',
  garbage: '垃圾回收',
  other: '其他',
  'Messages a request': '每个请求的消息数',
  'answers included': '含应答',
  'servers (n)': '服务器数 (n)',
  Latency: '延迟',
  'ms, median': '毫秒，中位数',
  'CPU time of the servers a request': '每个请求的服务器 CPU 时间',
  ms: '毫秒',
  Throughput: '吞吐量',
  'requests a second': '每秒请求数',
  'f = {0}, {1} B': 'f = {0}，{1} B',
  '1 client, {0} B': '1 个客户端，{0} B',
  '{0} clients, {1} B': '{0} 个客户端，{1} B',
  '{0} + {1} n² (R² {2})': '{0} + {1} n²（R² {2}）',
  'Where the CPU time of the servers goes, ms a request': '服务器的 CPU 时间花在哪里（毫秒/请求）',
};
