import { Cluster } from '../cluster/cluster.ts';
import type { Kit } from '../cluster/kit.ts';
import { Choices } from '../seed.ts';

/**
 * Starts one server of the submission and ends it: a submission that cannot even do that is told
 * so once, not once per scenario.
 *
 * @throws SubmissionError when the server ends, or does not register in time.
 */
export async function tryStart(kit: Kit, seed: string): Promise<void> {
  const shape = { f: 1, view: 0, real: [1] };
  const cluster = await Cluster.start(kit, shape, new Choices(seed, 'try-start'));
  await cluster.close();
}
