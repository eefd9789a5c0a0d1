import type { Catalogue } from '../text.ts';

/** Texts of what the machine cannot do. */
export const MACHINE: Catalogue = {
  'the machine is too slow to judge: a server of the reference took {0} ms to start. Grade again when less is running':
    '机器太慢，无法判定：参考实现的 server 启动用了 {0} 毫秒。等机器闲一些再评分',
  'even a server of the reference does not start: {0}': '连参考实现的 server 也启动不了：{0}',
  'the reference fails here too: {0}': '参考实现在这里也没通过：{0}',
  'cannot start a server process: {0}': '无法启动 server 进程：{0}',
  'process {0} goes on after SIGSTOP': '进程 {0} 收到 SIGSTOP 之后仍在运行',
  'process {0} outlives SIGKILL': '进程 {0} 收到 SIGKILL 之后仍未退出',
  'no temporary directory: {0}': '没有临时文件夹：{0}',
  'no free port on {0}: {1}': '{0} 上没有空闲端口：{1}',
  'no connection to {0}: {1}': '连不上 {0}：{1}',
  'it allows {0} open files, grading needs {1}: raise the limit with `ulimit -n`':
    '它只允许打开 {0} 个文件，评分需要 {1} 个：用 `ulimit -n` 提高上限',
  'cannot write {0}: {1}': '无法写入 {0}：{1}',
  'cannot run esbuild: {0}': '无法运行 esbuild：{0}',
  'scenario {0}: {1}': '场景 {0}：{1}',
  '{0} (a bug of the grader)': '{0}（评分程序的错误）',
};
