import { dirname } from 'node:path';
import { programsOf } from './files.ts';

/** What makes the arguments of node: `...flags bundle ...args`. */
export type NodeArgs = (
  bundle: string,
  args: readonly string[],
  readable: readonly string[],
) => string[];

/**
 * With the flags of Node's permission model, which every tier keeps as an inner belt. Node 20 calls
 * the flag experimental, later ones do not; from 25 on the network needs leave. Addons have it
 * where libsodium lies beside the bundle; `build` sees to it that no other is loaded.
 */
export const belted: NodeArgs = (bundle, args, readable) => {
  const known = process.allowedNodeEnvironmentFlags;
  const permission = known.has('--permission') ? '--permission' : '--experimental-permission';
  const network = known.has('--allow-net') ? ['--allow-net'] : [];
  const hasAddon = programsOf(bundle).length > 1 && known.has('--allow-addons');
  const addons = hasAddon ? ['--allow-addons'] : [];
  const reads = [dirname(bundle), ...readable].map((path) => `--allow-fs-read=${path}/*`);
  return [permission, ...network, ...addons, ...reads, '--no-warnings', bundle, ...args];
};

/** Without them: how the probe tries whether the walls hold by themselves. */
export const unbelted: NodeArgs = (bundle, args) => ['--no-warnings', bundle, ...args];
