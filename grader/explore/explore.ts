import * as fc from 'fast-check';
import { HonestReplica } from '../puppet/replica.ts';
import { Broken } from '../scenes/broken.ts';
import type { Open } from '../scenes/scenario.ts';
import { WholeScene } from '../scenes/whole.ts';
import { Disturbed } from './disturbed.ts';
import { type Batch, batches, REQUESTS } from './schedule.ts';

/** Batches that are played unless a time is given: 200 schedules. */
const BATCHES = 20;
/** Batches that are played to make a failing one smaller. */
const MAX_SHRINKS = 40;
const N = 4;

/** How long and from which seed to explore. */
export interface Exploration {
  readonly seed: number;
  /** Plays as many batches as fit into this time instead of a fixed number. */
  readonly budgetMs?: number | undefined;
}

/**
 * Plays random schedules on real servers until one fails or the budget is used.
 *
 * @returns how many schedules were played; each is one request with what is done to its messages.
 * @throws Broken for the smallest failing batch that was found.
 */
export async function explore(open: Open, { seed, budgetMs }: Exploration): Promise<number> {
  let scene: WholeScene | undefined;
  let played = 0;
  let shrinks = 0;
  let broken: Broken | undefined;
  const playBatch = async (batch: Batch): Promise<boolean> => {
    if (broken !== undefined) shrinks += 1;
    if (shrinks > MAX_SHRINKS) return true; // small enough: whatever is tried now is taken to pass
    if (scene !== undefined) scene.renew();
    else scene = await open(WholeScene, { f: 1, faulty: 1 });
    const liar = new HonestReplica(scene.faultyOne, scene.world);
    scene.play(liar, 'also sends the bad votes of the schedule');
    played += REQUESTS;
    try {
      await new Disturbed(scene, batch).play();
      return true;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      broken = scene.explain(error);
      await scene.close();
      scene = undefined; // what failed leaves its traces: the next batch gets new servers
      return false;
    }
  };
  const limit = budgetMs === undefined ? { numRuns: BATCHES } : timed(budgetMs);
  const found = await fc.check(fc.asyncProperty(batches(N), playBatch), { seed, ...limit });
  if (broken !== undefined) throw broken;
  if (found.errorInstance) throw found.errorInstance;
  if (scene !== undefined) scene.handedOver = true;
  return played;
}

function timed(interruptAfterTimeLimit: number): fc.Parameters<unknown> {
  return { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit };
}
