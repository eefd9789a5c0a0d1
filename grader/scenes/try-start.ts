import { Cluster } from '../cluster/cluster.ts';
import type { Kit } from '../cluster/kit.ts';
import { Choices } from '../seed.ts';

/** The id under which a scenario goes on with the server that was started first. */
export const TRY_START = 'try-start';

/**
 * Starts one server, a backup. A submission that cannot even do that is told so once, not once
 * per scenario; and the reference shows how fast the machine is.
 *
 * @returns the cluster, for the caller to close, and the milliseconds until it was registered.
 * @throws SubmissionError when the server ends, or does not register in time.
 */
export async function tryStart(
  kit: Kit,
  seed: string,
): Promise<{ cluster: Cluster; tookMs: number }> {
  const choices = new Choices(seed, TRY_START);
  const id = choices.integer(1, 3);
  const others = [0, 1, 2, 3].filter((other) => other !== id);
  const passive = new Map(others.map((other) => [other, 'answers' as const]));
  const startMs = performance.now();
  const cluster = await Cluster.start(kit, { f: 1, view: 0, real: [id], passive }, choices);
  return { cluster, tookMs: performance.now() - startMs };
}
