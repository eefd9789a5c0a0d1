import { Cluster, type Shape } from '../cluster/cluster.ts';
import type { Kit } from '../cluster/kit.ts';
import type { Choices } from '../seed.ts';
import { Timing } from './timing.ts';

/** What the scenes of one scenario are made from. */
export class Stage {
  readonly kit: Kit;
  readonly choices: Choices;
  readonly timing = new Timing();
  readonly #inherited: Cluster[];
  #used = false;

  /** @param inherited clusters that an earlier scenario left, for scenes to go on with. */
  constructor(kit: Kit, choices: Choices, inherited: readonly Cluster[] = []) {
    this.kit = kit;
    this.choices = choices;
    this.#inherited = [...inherited];
  }

  /** True when a scene went on with a cluster of an earlier scenario. */
  get used(): boolean {
    return this.#used;
  }

  /** Starts a cluster. @throws SubmissionError when one of its servers does not come up. */
  cluster(shape: Shape): Promise<Cluster> {
    return this.timing.during('start', Cluster.start(this.kit, shape, this.choices));
  }

  /** An inherited cluster that fits, with a new trace; `undefined` when there is none. */
  inherited(fits: (cluster: Cluster) => boolean): Cluster | undefined {
    const index = this.#inherited.findIndex(fits);
    if (index < 0) return undefined;
    const [cluster] = this.#inherited.splice(index, 1);
    this.#used = true;
    cluster?.network.renew();
    return cluster;
  }

  /** Ends the inherited clusters that no scene went on with. */
  async close(): Promise<void> {
    await Promise.all(this.#inherited.map((cluster) => cluster.close()));
  }
}
