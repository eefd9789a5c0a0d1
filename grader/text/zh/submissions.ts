import type { Catalogue } from '../text.ts';

/** Texts of downloads: archives, layouts, rosters, and what was left out. */
export const SUBMISSIONS: Catalogue = {
  // Downloads
  '--pattern and --layout exclude each other: give one of them':
    '--pattern 和 --layout 不能同用：只给其中一个',
  'no submissions at {0}: {1}. Give a folder, a .zip or a .tar.gz.':
    '{0} 处没有作业：{1}。请给出文件夹、.zip 或 .tar.gz。',
  '{0}: {1}. Download it again, or unpack it yourself, leave out what does not belong to it, and give the folder.':
    '{0}：{1}。请重新下载，或者自己解压，去掉无关的内容，再给出文件夹。',
  '{0}: expected a folder, a .zip or a .tar.gz, and saw something else':
    '{0}：应为文件夹、.zip 或 .tar.gz，实际不是',
  'Hand in the file server.ts itself, or the starter folder as a new .zip archive.':
    '请直接提交 server.ts 文件，或者把 starter 文件夹重新打包成 .zip 提交。',
  'Hand it in again, as a file or in a new .zip archive.':
    '请重新提交，可以是文件本身，也可以是新的 .zip 压缩包。',

  // Archives
  'it unpacks to more than {0} bytes': '解压后超过 {0} 字节',
  'it unpacks to more than {0} times its size': '解压后超过原大小的 {0} 倍',
  'it has {0} bytes; {1} are read at most': '它有 {0} 字节，最多只读 {1} 字节',
  'it has more than {0} entries': '其中超过 {0} 项',
  'it has more than {0} entries, most of them in {1}': '其中超过 {0} 项，大部分在 {1} 里',
  'cannot be opened: {0}': '无法打开：{0}',
  'it cannot be opened: {0}': '无法打开：{0}',
  'it is no regular file any more': '它已不是普通文件',
  'it is damaged: {0}': '文件已损坏：{0}',
  'it is damaged: its checksum is wrong': '文件已损坏：校验和不对',
  'its size is given as {0} bytes, and it has more': '标明的大小是 {0} 字节，实际更大',
  'its size is given as {0} bytes, and it has only {1}': '标明的大小是 {0} 字节，实际只有 {1} 字节',
  'it is encrypted': '已加密',
  'packed by method {0}, which is not supported': '不支持它的压缩方法 {0}',
  'it is not an archive, or damaged: expected .zip, .tar or .tar.gz':
    '它不是压缩包，或已损坏：应为 .zip、.tar 或 .tar.gz',
  '{0} archives are not supported: expected .zip, .tar or .tar.gz':
    '不支持 {0} 压缩包：应为 .zip、.tar 或 .tar.gz',
  'a file of another kind is never read': '其他种类的文件从不读取',
  '{0} of a tar file was not put aside': 'tar 文件中的 {0} 没有留存',

  // Left out
  'its path has more than {0} characters': '路径超过 {0} 个字符',
  'a NUL character in its path': '路径中有 NUL 字符',
  'a control character in its path': '路径中有控制字符',
  'a character in its path that reverses text': '路径中有改变文字方向的字符',
  'its path is not UTF-8': '路径不是 UTF-8',
  'a backslash in its path': '路径中有反斜杠',
  'an absolute path': '绝对路径',
  'a path with a drive letter': '路径带有盘符',
  'a path with ".."': '路径中有“..”',
  'in more than {0} folders': '超过 {0} 层文件夹',
  '{0} more entries were left out': '另有 {0} 项被略去',
  'a symbolic link': '符号链接',
  'a hard link': '硬链接',
  'a device': '设备文件',
  'a named pipe': '命名管道',
  'a socket': '套接字',
  'an entry of unknown type': '未知类型的项',
  'a second entry of this path; the first one counts': '这个路径重复出现；以第一个为准',
  'not opened: there are {0} other archives beside it': '没有打开：旁边已有 {0} 个压缩包',
  'an archive inside an archive': '压缩包里的压缩包',

  // Layouts
  'expected submissions: {0}': '应有作业：{0}',
  '--layout {0}: expected {1}': '--layout {0}：应为{1}',
  "{0}; saw {1}. Leave out --layout, choose another one, or say with --pattern '(?<id>…)' where the student's id is in the paths.":
    "{0}；实际是：{1}。请去掉 --layout，换一种布局，或用 --pattern '(?<id>…)' 说明学号在路径中的位置。",
  '{0}, and {1} more': '{0} 等，另有 {1} 个',
  'files such as doejane_1234_56789_server.ts or doejane_LATE_1234_56789_lab.zip':
    '形如 doejane_1234_56789_server.ts 或 doejane_LATE_1234_56789_lab.zip 的文件',
  'not named as Canvas names a submission': '名称不是 Canvas 的作业名称',
  'a folder <slug>-submissions with a folder <slug>-<login> for each student':
    '文件夹 <slug>-submissions，其中每个学生有一个文件夹 <slug>-<login>',
  'not named as GitHub Classroom names a repository': '名称不是 GitHub Classroom 的仓库名称',
  'a folder, an archive or a .ts file for each student': '每个学生的一个文件夹、压缩包或 .ts 文件',
  'expected a folder with several submissions, and saw one: it holds {0} itself. Give the folder above, or grade it with npm run grade.':
    '应为存放多份作业的文件夹，实际只有一份：{0} 就在其中。请给出上一层文件夹，或用 npm run grade 给它评分。',
  'not a folder, an archive or a .ts file': '不是文件夹、压缩包或 .ts 文件',
  'folders such as submission_12345678, and {0}': '形如 submission_12345678 的文件夹，以及 {0}',
  'not named as Gradescope names a submission': '名称不是 Gradescope 的作业名称',
  'not the name of a submission': '不是作业的名称',
  '{0}: expected the submitters as Gradescope exports them, and saw: {1} Export the submissions anew, or grade their folders with --layout folder.':
    '{0}：应为 Gradescope 导出的提交者列表，实际是：{1} 请重新导出作业，或用 --layout folder 按文件夹评分。',
  'folders such as "Jane Doe_1234_assignsubmission_file_", or files that begin so':
    '形如“Jane Doe_1234_assignsubmission_file_”的文件夹，或以此开头的文件',
  'not named as Moodle names a submission': '名称不是 Moodle 的作业名称',
  'its path does not match --pattern': '路径与 --pattern 不匹配',
  '--pattern {0}: expected the paths of files to match, and saw {1}':
    '--pattern {0}：应与文件的路径匹配，实际的路径是 {1}',
  '--pattern {0}: {1}. Expected a regular expression: {2}':
    '--pattern {0}：{1}。应为正则表达式：{2}',
  '--pattern {0}: expected a group (?<id>…), and saw none. An example: {1}':
    '--pattern {0}：应有命名组 (?<id>…)，实际没有。例如：{1}',
  '--pattern {0}: expected an answer within {1} ms, and it still looked at {2}. Write it with less repetition in repetition.':
    '--pattern {0}：应在 {1} 毫秒内匹配完，实际还停在 {2}。请减少重复中的重复。',

  // Rosters
  'no columns': '没有列',
  '--roster {0}: expected a column of ids, such as "id", "student id", "sid", "login" or "email", and saw {1}. Name it in the first line.':
    '--roster {0}：应有一列学号，例如“id”“student id”“sid”“login”或“email”，实际是：{1}。请在第一行写上列名。',
  'has no id': '没有学号',
  '--roster {0}: not a CSV file: {1}': '--roster {0}：不是 CSV 文件：{1}',
  '--roster {0}: cannot be read: {1}': '--roster {0}：无法读取：{1}',
  '--roster {0}: expected a CSV file of at most {1} bytes, and saw {2} bytes':
    '--roster {0}：应为不超过 {1} 字节的 CSV 文件，实际有 {2} 字节',
  '--roster {0}: expected a CSV file of at most {1} bytes, and saw no file':
    '--roster {0}：应为不超过 {1} 字节的 CSV 文件，实际不是文件',
};
