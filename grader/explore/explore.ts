import * as fc from 'fast-check';
import { HonestReplica } from '../puppet/replica.ts';
import { Broken } from '../scenes/broken.ts';
import type { Open } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { t } from '../text/text.ts';
import { Disturbed } from './disturbed.ts';
import { type Batch, batches, REQUESTS } from './schedule.ts';
import { smallest } from './shrink.ts';

/** Batches that are played unless a time is given: 200 schedules. */
const BATCHES = 10;
/** Batches on the same servers: each server may use a minute of CPU time, see sandbox/process.ts. */
const BATCHES_A_CLUSTER = 50;
const N = 4;

/** How long and from which seed to explore. */
export interface Exploration {
  readonly seed: number;
  /** Plays as many batches as fit into this time instead of a fixed number; at least one. */
  readonly budgetMs?: number | undefined;
}

/**
 * Plays random schedules on real servers until one fails or the budget is used.
 *
 * @returns how many schedules were played; each is one request with what is done to its messages.
 * @throws Broken for the smallest failing batch that was found.
 */
export async function explore(open: Open, { seed, budgetMs }: Exploration): Promise<number> {
  const startMs = performance.now();
  const isTime = (): boolean => budgetMs !== undefined && performance.now() < startMs + budgetMs;
  const explorer = new Explorer(open);
  let round = 0;
  do {
    // Our own rounds, not the library's time limit: that one gives up a batch in the middle, which
    // then plays on behind our back. The first round is the one that is played without a budget.
    const isOver = (): boolean => budgetMs !== undefined && explorer.played > 0 && !isTime();
    const property = fc.asyncProperty(
      batches(N),
      async (batch) => isOver() || (await explorer.passes(batch)),
    );
    const options = { seed: (seed + round) | 0, numRuns: BATCHES, endOnFailure: true };
    const { failed, counterexample, errorInstance } = await fc.check(property, options);
    if (failed) {
      const [batch] = counterexample ?? [];
      const first = explorer.failed;
      if (first === undefined || batch === undefined) throw errorInstance;
      const fails = async (smaller: Batch) => !(await explorer.passes(smaller));
      if ((await smallest(batch, fails, first.at)) === undefined) throw afterOthers(first);
      throw (explorer.failed ?? first).broken;
    }
    round += 1;
  } while (isTime());
  explorer.handOver();
  return explorer.played;
}

/** A batch that failed. */
interface Failed {
  readonly broken: Broken;
  /** The place in the batch of the request at which it failed. */
  readonly at: number;
  /** How many requests its servers had executed before it. */
  readonly before: number;
}

/** What a batch broke that goes well on new servers: it takes what was before it. */
function afterOthers({ broken, before }: Failed): Broken {
  const { finding, explained } = broken;
  const past = t`${before} requests went well before; on new servers these go well, too:`;
  return new Broken({ ...finding, sent: [past, ...finding.sent] }, explained);
}

/** Plays batches on one cluster after the other. */
class Explorer {
  /** Schedules played so far. */
  played = 0;
  /** The last batch that failed. */
  failed: Failed | undefined;
  readonly #open: Open;
  #scene: WholeScene | undefined;
  #batchesHere = 0;

  constructor(open: Open) {
    this.#open = open;
  }

  /** Plays a batch; false when it broke a rule. @throws what is not the submission's. */
  async passes(batch: Batch): Promise<boolean> {
    const scene = await this.#ready();
    const liar = new HonestReplica(scene.faultyOne, scene.world);
    const what = (id: number) =>
      t`server ${id} is faulty: it also sends the bad votes of the schedule`;
    scene.play(liar, what);
    this.played += REQUESTS;
    this.#batchesHere += 1;
    const disturbed = new Disturbed(scene, batch);
    try {
      await disturbed.play();
      return true;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      const before = (this.#batchesHere - 1) * REQUESTS;
      this.failed = { broken: scene.explain(error), at: disturbed.awaited, before };
      await this.#close(); // what failed leaves its traces: the next batch gets new servers
      return false;
    }
  }

  /** Leaves the servers to the next scenario. */
  handOver(): void {
    if (this.#scene !== undefined) this.#scene.handedOver = true;
  }

  async #ready(): Promise<WholeScene> {
    if (this.#batchesHere >= BATCHES_A_CLUSTER) await this.#close();
    if (this.#scene !== undefined) this.#scene.renew();
    else this.#scene = await this.#open(WholeScene, { f: 1, faulty: 1 });
    return this.#scene;
  }

  async #close(): Promise<void> {
    await this.#scene?.close();
    this.#scene = undefined;
    this.#batchesHere = 0;
  }
}
