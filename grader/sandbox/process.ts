import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command, Sandbox } from './sandbox.ts';

/** Limits of one server process. RLIMIT_DATA also bounds Buffers, which the heap limit does not. */
const MAX_DATA_KB = 600 * 1024 + reservedKb();
const MAX_FILE_BLOCKS = 2_048; // of 512 bytes: 1 MB
const MAX_CPU_SECONDS = 60;

/** `ulimit` is of the shell: a shell sets it and becomes node, without the shell's own variables. */
const LIMITS =
  `ulimit -c 0; ulimit -d ${MAX_DATA_KB}; ulimit -f ${MAX_FILE_BLOCKS}; ` +
  `ulimit -t ${MAX_CPU_SECONDS}; exec /usr/bin/env -i "$@"`;

/**
 * What this Node reserves and never touches, which RLIMIT_DATA counts: next to nothing in Node 20
 * and 22, half a gigabyte in Node 24. Servers run the same Node as the grader.
 */
function reservedKb(): number {
  if (process.platform !== 'linux') return 0;
  const status = readFileSync('/proc/self/status', 'utf8');
  const kb = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return Math.max(0, kb('VmData') - kb('RssAnon'));
}

/**
 * The weakest tier: the same user, Node's permission flags and the system's limits.
 *
 * It keeps accidents in, not malice: see docs/dev/isolation.md for what it does not stop.
 */
export const processSandbox: Sandbox = {
  tier: 'process',
  command(bundle, args, readable): Command {
    const node = [...permissionFlags([dirname(bundle), ...readable]), bundle, ...args];
    if (process.platform === 'win32') return { file: process.execPath, args: node };
    return { file: '/bin/sh', args: ['-c', LIMITS, 'sh', process.execPath, ...node] };
  },
};

/** Node 20 calls the flag experimental, later ones do not; from 25 on the network needs leave. */
function permissionFlags(readable: readonly string[]): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const permission = known.has('--permission') ? '--permission' : '--experimental-permission';
  const network = known.has('--allow-net') ? ['--allow-net'] : [];
  const reads = readable.map((path) => `--allow-fs-read=${path}/*`);
  return [permission, ...network, ...reads, '--no-warnings'];
}
