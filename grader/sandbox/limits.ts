import { readFileSync } from 'node:fs';

/** Limits of one server process. RLIMIT_DATA also bounds Buffers, which the heap limit does not. */
export const MAX_DATA_BYTES = 600 * 2 ** 20 + reservedBytes();
export const MAX_FILE_BYTES = 2 ** 20;
export const MAX_CPU_SECONDS = 60;
/** Processes and threads of one server: Node has a dozen threads. Counted per uid. */
const MAX_TASKS = 32;
/** Connections to and from six peers and the clients of a scenario need far less. */
const MAX_OPEN_FILES = 1_024;

/** Arguments of `prlimit` for one server process that has a uid, or a user namespace, to itself. */
export const PRLIMIT: readonly string[] = [
  '--core=0',
  `--data=${MAX_DATA_BYTES}`,
  `--fsize=${MAX_FILE_BYTES}`,
  `--cpu=${MAX_CPU_SECONDS}`,
  `--nproc=${MAX_TASKS}`,
  `--nofile=${MAX_OPEN_FILES}`,
];

/**
 * What this Node reserves and never touches, which RLIMIT_DATA counts: next to nothing in Node 20
 * and 22, half a gigabyte in Node 24. Servers run the same Node as the grader.
 */
function reservedBytes(): number {
  if (process.platform !== 'linux') return 0;
  const status = readFileSync('/proc/self/status', 'utf8');
  const kb = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return Math.max(0, kb('VmData') - kb('RssAnon')) * 1_024;
}
