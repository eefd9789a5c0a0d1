import type { Socket } from 'node:net';
import { errorLine, type FrameId, responseLine } from '../wire/frames.ts';
import type { Outcome } from './caller.ts';
import { Port, readFrames, writeLines } from './endpoint.ts';
import type { Meter } from './meter.ts';
import type { Network } from './network.ts';
import type { Party } from './trace.ts';

/** Which way a link is. */
export interface Way {
  readonly from: Party;
  /** Id of the receiver. */
  readonly to: number;
}

/**
 * The one way from one server to another: a port of the grader's that stands for the receiver.
 *
 * It needs no help from the sender's code: what comes in is recorded and given to the network.
 */
export class Link {
  readonly from: Party;
  readonly to: number;
  readonly #port: Port;
  /** What its port had refused when it was cut. */
  #refusedBefore = 0;

  private constructor({ from, to }: Way, port: Port) {
    this.from = from;
    this.to = to;
    this.#port = port;
  }

  static async open(way: Way, network: Network): Promise<Link> {
    const meter = network.meter.of(way.from);
    const port = await Port.open((socket) =>
      readFrames(socket, meter, (frame) => {
        if (frame.kind !== 'request') return;
        const { id, method, params } = frame.frame;
        const message = network.trace.sent({ ...way, method, params, made: false });
        void network.submit(message).then((outcome) => answer(socket, id, outcome, meter));
      }),
    );
    return new Link(way, port);
  }

  /** The address that the sender is told. */
  get address(): string {
    return this.#port.address;
  }

  /** Closes connections and refuses new ones, as a machine that went down does. */
  cut(): void {
    this.#refusedBefore = this.#port.refused.activity;
    this.#port.refusing = true;
  }

  /** How often its sender tried to connect since it was cut. */
  get attempts(): number {
    return this.#port.refused.activity - this.#refusedBefore;
  }

  /** Resolves when its sender has tried more often than that, or after `limitMs`. */
  whenTried(moreThan: number, limitMs: number): Promise<void> {
    return this.#port.refused.when(() => this.attempts > moreThan, limitMs);
  }

  /** Takes connections again. */
  mend(): void {
    this.#port.refusing = false;
  }

  close(): void {
    this.#port.close();
  }
}

/** Tells the sender how its message ended; a receiver that is gone breaks the connection. */
function answer(socket: Socket, id: FrameId | undefined, outcome: Outcome, meter: Meter): void {
  if (outcome.kind === 'gone') socket.destroy();
  else if (id !== undefined) {
    const line =
      outcome.kind === 'result' ? responseLine(id, outcome.result) : errorLine(id, outcome.error);
    writeLines(socket, line, meter);
  }
}
