import type { Catalogue } from '../text.ts';

/** Texts of why a submission cannot be graded. */
export const PROBLEMS: Catalogue = {
  'import not allowed: {0}': '不允许导入：{0}',
  'A server imports files of the lab (./… and ../…) and these modules of Node: {0}. Other files of yours are not taken: put all in server.ts.':
    'server 可以导入实验的文件（./… 和 ../…），以及 Node 的这些模块：{0}。你的其他文件不会被采用：全部写进 server.ts。',
  '{0}: {1}': '{0}：{1}',
  '{0} (and {1} more)': '{0}（另有 {1} 处）',
  'Keep `export class Server` as it is in the starter.':
    '`export class Server` 要保持 starter 里的样子。',
  'Mend the file so that it compiles: `npm run types` shows all errors.':
    '先让这个文件能编译：`npm run types` 列出所有错误。',
  'changed, but graded with the original: {0}': '改动了，但评分用的是原版：{0}',
  'there is no {0} in {1}': '{1} 里没有 {0}',
  'Submit the whole starter folder, or the file server.ts itself.':
    '提交整个 starter 文件夹，或者 server.ts 这一个文件。',
  'If you mean {0}, name that file instead of the folder.':
    '如果你指的是 {0}，请写这个文件，而不是文件夹。',
  'several files could be meant: {0}': '有几个文件都可能是：{0}',
  'Leave one of them, or name the file itself on the command line.':
    '只留下一个，或者在命令行写明是哪个文件。',
  '{0} has {1} bytes': '{0} 有 {1} 字节',
  'A server of this lab has less than {0}.': '本实验的 server 不到 {0} 字节。',
  'cannot read {0}: {1}': '无法读取 {0}：{1}',
  'Check the permissions of the file.': '检查这个文件的权限。',
  'no such file or folder': '没有这个文件或文件夹',
  'no submission at {0}: {1}. Give a folder that holds {2}, or that file.':
    '{0} 处没有作业：{1}。请给出含有 {2} 的文件夹，或者那个文件。',
  '{0} is no TypeScript. Give a folder that holds {1}, or that file; `npm run grade:all` takes archives.':
    '{0} 不是 TypeScript 文件。请给出含有 {1} 的文件夹，或者那个文件；压缩包请用 `npm run grade:all`。',
  '{0} is saved as UTF-16': '{0} 保存成了 UTF-16',
  'Save it as UTF-8.': '请另存为 UTF-8。',
  'a server ended before it registered: {0}': 'server 还没注册就退出了：{0}',
  '--roster {0}: not in UTF-8; save it as "CSV UTF-8"':
    '--roster {0}：不是 UTF-8；请另存为“CSV UTF-8”',
  'npm took {0} for its own: flags go behind `--`, as in `{1} -- {2}`':
    'npm 把 {0} 当成了它自己的选项：选项要写在 `--` 之后，例如 `{1} -- {2}`',
  '--out {0}: has results of another course: {1} students, and none of those here. Give another folder.':
    '--out {0}：里面是另一门课的结果：{1} 名学生，这里的一个都不在其中。请另给一个文件夹。',
  'Run `npm run cluster:starter` and read what the servers print.':
    '运行 `npm run cluster:starter`，读一读 server 打印了什么。',
  'a server did not register within {0} s of its start': 'server 启动后 {0} 秒之内没有注册',
  'Look for a loop that never ends, or never waits, at the top of server.ts.':
    '在 server.ts 的最外层，找一找永不结束或者从不等待的循环。',
};
