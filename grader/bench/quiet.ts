import type { MeasuredCluster, Usage } from './cluster.ts';

/** So often in a row no server may have sent anything: what is sent on one machine has arrived by then. */
const ALIKE = 3;
/** Without requests a cluster is quiet after a few messages; one that never is would be measured anyway. */
const MOST_ROUNDS = 2_000;

/**
 * What all servers used, once nothing is under way any more: a client has its result before the slowest
 * servers have voted, and messages of one request must not count for another.
 */
export async function usageWhenQuiet(
  cluster: Pick<MeasuredCluster, 'usage'>,
): Promise<readonly Usage[]> {
  let usage = await cluster.usage();
  let alike = 0;
  for (let round = 0; round < MOST_ROUNDS && alike < ALIKE; round += 1) {
    const next = await cluster.usage();
    alike = sent(next) === sent(usage) ? alike + 1 : 0;
    usage = next;
  }
  return usage;
}

function sent(usage: readonly Usage[]): number {
  return usage.reduce((sum, { frames }) => sum + frames, 0);
}
