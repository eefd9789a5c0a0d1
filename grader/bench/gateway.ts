import { Caller, type Outcome } from '../network/caller.ts';
import { Port } from '../network/endpoint.ts';
import type { Meter } from '../network/meter.ts';
import { METHOD, type Request } from '../wire/messages.ts';
import type { MeasuredCluster } from './cluster.ts';

/**
 * A port to which clients have replies sent, and a connection to the leader for their requests: that of one
 * client, or of many that are programs behind one address. Shared, it takes less of the processor that the
 * measured servers need, and replies that a server sends together arrive together.
 */
export class Gateway {
  readonly #port: Port;
  readonly #leader: Caller;
  readonly #receivers: Map<string, (params: unknown) => void>;

  private constructor(port: Port, leader: Caller, receivers: Map<string, (p: unknown) => void>) {
    this.#port = port;
    this.#leader = leader;
    this.#receivers = receivers;
  }

  static async open(cluster: MeasuredCluster, meter: Meter): Promise<Gateway> {
    const receivers = new Map<string, (params: unknown) => void>();
    const port = await Port.answering(meter, (method, params, answer) => {
      answer({}); // before it is judged: a server does not wait for the client's thoughts
      const { clientKey } = (params as { msg?: { clientKey?: string } }).msg ?? {};
      if (method === METHOD.reply && clientKey !== undefined) receivers.get(clientKey)?.(params);
    });
    const leader = new Caller(() => cluster.servers[0]?.address, meter);
    return new Gateway(port, leader, receivers);
  }

  /** What clients name in their requests as the place to reply to. */
  get address(): string {
    return this.#port.address;
  }

  /** Replies to the client with this key go here, as they came: nothing about them is checked. */
  receive(clientKey: string, receiver: (params: unknown) => void): void {
    this.#receivers.set(clientKey, receiver);
  }

  /** Sends a request to the leader. */
  send(request: Request): Promise<Outcome> {
    return this.#leader.call(METHOD.request, request);
  }

  close(): void {
    this.#leader.close();
    this.#port.close();
  }
}
