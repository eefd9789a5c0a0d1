import { Caller, type Outcome } from '../network/caller.ts';
import type { Meter } from '../network/meter.ts';
import type { Message, Trace } from '../network/trace.ts';

/** The grader's connections to the real servers: one each, for all that is delivered there. */
export class Couriers {
  readonly #addressOf: (number: number) => string | undefined;
  readonly #meter: Meter;
  readonly #byNumber = new Map<number, Caller>();
  readonly #others: Caller[] = [];

  /** @param addressOf asked at each connection; `undefined` when the server is gone. */
  constructor(addressOf: (number: number) => string | undefined, meter: Meter) {
    this.#addressOf = addressOf;
    this.#meter = meter;
  }

  /** Delivers to one process, in one piece and in this order. */
  deliver(number: number, messages: readonly Message[], trace: Trace): Promise<Outcome>[] {
    const known = this.#byNumber.get(number) ?? this.#caller(number);
    this.#byNumber.set(number, known);
    return known.deliver(messages, trace);
  }

  /**
   * Delivers messages to the processes that a route leads to, those of one in one piece and in order.
   * @returns what came of each that was delivered; of its last copy where there are several.
   */
  deliverAll(
    messages: readonly Message[],
    route: (message: Message) => readonly number[],
    trace: Trace,
  ): Map<Message, Promise<Outcome>> {
    const byProcess = new Map<number, Message[]>();
    for (const message of messages) {
      for (const number of route(message)) {
        byProcess.set(number, [...(byProcess.get(number) ?? []), message]);
      }
    }
    const outcomes = new Map<Message, Promise<Outcome>>();
    for (const [number, batch] of byProcess) {
      for (const [index, outcome] of this.deliver(number, batch, trace).entries()) {
        const message = batch[index];
        if (message !== undefined) outcomes.set(message, outcome);
      }
    }
    return outcomes;
  }

  /** Writes a line as it is, on a connection of its own. */
  write(number: number, line: string): void {
    const caller = this.#caller(number);
    this.#others.push(caller);
    caller.write(line);
  }

  /** What was delivered to this process and has no answer yet. */
  unanswered(number: number): number {
    return this.#byNumber.get(number)?.unanswered ?? 0;
  }

  close(): void {
    for (const caller of [...this.#byNumber.values(), ...this.#others]) caller.close();
  }

  #caller(number: number): Caller {
    return new Caller(() => this.#addressOf(number), this.#meter.of(number));
  }
}
