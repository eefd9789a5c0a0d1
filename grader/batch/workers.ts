import type { Tier } from '../sandbox/tiers.ts';
import { type Answer, type Order, Worker } from './worker.ts';

/**
 * Submissions that one process grades at most: what a grade may leave behind in memory is gone after them.
 * Starting a process, and compiling the grader in it, costs as much as a third of a grade.
 */
const MAX_ORDERS = 25;

/** The processes that grade for a batch: one for each slot, started when it is first needed. */
export class Workers {
  readonly #bySlot = new Map<number, Worker>();

  /**
   * Grades one submission in the process of its slot. After a fault, that process is replaced.
   * @throws the signal's reason when aborted.
   */
  async grade(order: Order, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    const worker = await this.#workerFor(order);
    let isDone = true;
    try {
      const answer = await worker.ask(order, signal);
      isDone = answer.outcome.kind === 'fault' || worker.orders >= MAX_ORDERS;
      return answer;
    } finally {
      if (isDone) await this.#end(order.slot);
    }
  }

  /** Ends all processes. */
  async end(): Promise<void> {
    await Promise.all([...this.#bySlot.keys()].map((slot) => this.#end(slot)));
  }

  async #workerFor({ slot, job }: Order): Promise<Worker> {
    const tier = job.tier as Tier;
    const known = this.#bySlot.get(slot);
    if (known?.tier === tier) return known;
    await this.#end(slot);
    const worker = await Worker.start(tier);
    this.#bySlot.set(slot, worker);
    return worker;
  }

  async #end(slot: number): Promise<void> {
    const worker = this.#bySlot.get(slot);
    this.#bySlot.delete(slot);
    await worker?.end();
  }
}
