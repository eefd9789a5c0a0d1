import type { Socket } from 'node:net';
import { type ResponseFrame, requestLine } from '../wire/frames.ts';
import { connectTo, readFrames, writeLines } from './endpoint.ts';
import type { Meter } from './meter.ts';
import type { Message, Trace } from './trace.ts';

/** How a request that the grader sent ended. */
export type Outcome =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: { readonly code: number; readonly message: string } }
  /** The connection failed or was closed first. */
  | { readonly kind: 'gone' };

/** What the sender of a phase message is told when it arrived: nothing else. */
export const TAKEN: Outcome = { kind: 'result', result: {} };

/** A connection of the grader's to one real server. Reconnects when it was closed. */
export class Caller {
  readonly #address: () => string | undefined;
  readonly #meter: Meter;
  readonly #waiting = new Map<number, { socket: Socket; resolve: (outcome: Outcome) => void }>();
  #socket: Socket | undefined;
  #nextId = 1;

  /** @param address asked at each connection; `undefined` when the server is gone. */
  constructor(address: () => string | undefined, meter: Meter) {
    this.#address = address;
    this.#meter = meter;
  }

  /** Requests that have no answer yet. */
  get unanswered(): number {
    return this.#waiting.size;
  }

  /** Sends a request and waits for its end; never rejects. Whoever calls bounds the wait. */
  call(method: string, params: unknown): Promise<Outcome> {
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve) => {
      const socket = this.#connected();
      if (socket === undefined) return resolve({ kind: 'gone' });
      this.#waiting.set(id, { socket, resolve });
      this.#meter.ask(1);
      writeLines(socket, requestLine(id, method, params), this.#meter);
    });
  }

  /** Delivers messages in one piece and in order, and records errors that they are answered with. */
  deliver(messages: readonly Message[], trace: Trace): Promise<Outcome>[] {
    return messages.map((message) => {
      trace.add({ kind: 'delivered', message });
      return this.call(message.method, message.params).then((outcome) => {
        if (outcome.kind !== 'error') return outcome;
        trace.add({ kind: 'answered', message, error: outcome.error.message });
        return outcome;
      });
    });
  }

  /** Sends a line as it is, for what no honest node would send; nothing is awaited. */
  write(line: string): void {
    const socket = this.#connected();
    if (socket !== undefined) writeLines(socket, line, this.#meter);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #connected(): Socket | undefined {
    if (this.#socket !== undefined && !this.#socket.destroyed) return this.#socket;
    const address = this.#address();
    if (address === undefined) return undefined;
    const socket = connectTo(address);
    readFrames(socket, this.#meter, (frame) => {
      if (frame.kind === 'response') this.#answered(frame.frame);
    });
    socket.once('close', () => {
      // Calls that were made since are on another connection, and go on.
      for (const [id, waiting] of [...this.#waiting]) {
        if (waiting.socket === socket) this.#settle(id, { kind: 'gone' });
      }
    });
    this.#socket = socket;
    return socket;
  }

  #answered({ id, result, error }: ResponseFrame): void {
    if (typeof id !== 'number') return;
    this.#settle(id, error === undefined ? { kind: 'result', result } : { kind: 'error', error });
  }

  #settle(id: number, outcome: Outcome): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    this.#meter.ask(-1);
    waiting.resolve(outcome);
  }
}
