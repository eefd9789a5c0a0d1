import { belted, type NodeArgs } from './belt.ts';
import { MAX_CPU_SECONDS, MAX_DATA_BYTES, MAX_FILE_BYTES } from './limits.ts';
import type { Sandbox, ServerCommand } from './sandbox.ts';

/** `ulimit` is of the shell: a shell sets it and becomes node, without the shell's own variables. */
const LIMITS =
  `ulimit -c 0; ulimit -d ${MAX_DATA_BYTES / 1_024}; ulimit -f ${MAX_FILE_BYTES / 512}; ` +
  `ulimit -t ${MAX_CPU_SECONDS}; exec /usr/bin/env -i "$@"`;

/**
 * The weakest tier: the same user, Node's permission flags and the system's limits.
 *
 * It keeps accidents in, not malice: see docs/dev/isolation.md for what it does not stop.
 */
export const processSandbox: Sandbox = processTier(0);

/** @param nodeArgs without the belt only to probe what holds without it. */
export function processTier(_slot: number, nodeArgs: NodeArgs = belted): Sandbox {
  return {
    tier: 'process',
    command(bundle, args, readable): ServerCommand {
      const node = nodeArgs(bundle, args, readable);
      if (process.platform === 'win32') return { file: process.execPath, args: node };
      return { file: '/bin/sh', args: ['-c', LIMITS, 'sh', process.execPath, ...node] };
    },
  };
}
