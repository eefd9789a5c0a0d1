import { belted, type NodeArgs } from './belt.ts';
import { bwrapTier } from './bwrap.ts';
import { processTier } from './process.ts';
import type { Sandbox, Tier } from './sandbox.ts';
import { uidTier } from './uid.ts';

/**
 * What starts the servers of one grade.
 * @param slot of the worker that grades: no two workers of a machine have the same at once.
 * @throws EnvironmentError when there are no uids for it.
 */
export function sandboxFor(tier: Tier, slot: number, nodeArgs: NodeArgs = belted): Sandbox {
  return { bwrap: bwrapTier, uid: uidTier, process: processTier }[tier](slot, nodeArgs);
}
