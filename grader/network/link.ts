import type { Socket } from 'node:net';
import type { RequestFrame } from '../wire/frames.ts';
import { Caller } from './caller.ts';
import { answer, connectTo, type Meter, Port, readFrames, writeLines } from './endpoint.ts';
import type { Message, Trace } from './trace.ts';

/** What a link does with a message: pass it on, keep it until released, or lose it. */
type Fate = 'deliver' | 'hold' | 'drop';
/** Decides the fate of each message, from what it says and who sends it to whom. */
export type Policy = (message: Message) => Fate;

/** What a link needs to know. */
export interface LinkOptions {
  readonly from: number;
  readonly to: number;
  /** Where the receiver really listens; `undefined` once it is gone. */
  readonly target: () => string | undefined;
  readonly policy: () => Policy;
  readonly trace: Trace;
  readonly meter: Meter;
}

/**
 * The one way from one server to another: a port of the grader's that stands for the receiver.
 *
 * It needs no help from the sender's code. A held or dropped message is answered at once with an
 * empty result, as a server that received it would, so that the sender goes on.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #held: Message[] = [];
  /** The link's own connection, on which held messages are delivered later. */
  readonly #late: Caller;
  #port: Port | undefined;

  private constructor(options: LinkOptions) {
    this.#options = options;
    this.#late = new Caller(options.target, options.meter);
  }

  static async open(options: LinkOptions): Promise<Link> {
    const link = new Link(options);
    link.#port = await Port.open((socket) => link.#join(socket));
    return link;
  }

  /** The address that the sender is told. */
  get address(): string {
    return this.#port?.address ?? '';
  }

  get to(): number {
    return this.#options.to;
  }

  /** Delivers what was held, in the order of sending. */
  release(): void {
    for (const message of this.#held.splice(0)) {
      void this.#late.deliver(message, this.#options.trace);
    }
  }

  /** Refuses connections and closes those there are, as a machine that went down does. */
  close(): void {
    this.#port?.close();
    this.#late.close();
  }

  #join(sender: Socket): void {
    const { target, meter, trace } = this.#options;
    const address = target();
    if (address === undefined) {
      sender.destroy();
      return;
    }
    const receiver = connectTo(address);
    const passed = new Map<unknown, Message>();
    readFrames(sender, meter, (frame, line) => {
      const passes = frame.kind !== 'request' || this.#decide(sender, frame.frame, passed);
      if (passes) writeLines(receiver, `${line}\n`, meter);
    });
    readFrames(receiver, meter, (frame, line) => {
      if (frame.kind === 'response') {
        const message = passed.get(frame.frame.id);
        passed.delete(frame.frame.id);
        const error = frame.frame.error?.message;
        if (message && error) trace.add({ kind: 'answered', message, error });
      }
      writeLines(sender, `${line}\n`, meter);
    });
    sender.once('close', () => receiver.destroy());
    receiver.once('close', () => sender.destroy());
  }

  /** Records a request and settles its fate; true when it is to be passed on now. */
  #decide(
    sender: Socket,
    { id, method, params }: RequestFrame,
    passed: Map<unknown, Message>,
  ): boolean {
    const { from, to, policy, trace, meter } = this.#options;
    const message = trace.sent({ from, to, method, params, made: false });
    const fate = policy()(message);
    if (fate === 'deliver') {
      passed.set(id, message);
      trace.add({ kind: 'delivered', message });
      return true;
    }
    trace.add({ kind: fate === 'hold' ? 'held' : 'dropped', message });
    if (fate === 'hold') this.#held.push(message);
    answer(sender, id, {}, meter);
    return false;
  }
}
