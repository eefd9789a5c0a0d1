import { Caller } from '../network/caller.ts';
import { Port } from '../network/endpoint.ts';
import type { Meter } from '../network/meter.ts';
import { PuppetClient } from '../puppet/client.ts';
import type { Choices } from '../seed.ts';
import { english, type Message, t } from '../text/text.ts';
import { METHOD, Reply } from '../wire/messages.ts';
import { identityFrom, verify } from '../wire/signing.ts';
import type { MeasuredCluster } from './cluster.ts';

/** The cluster gave a wrong answer, or none: there is nothing to measure. */
export class WrongAnswer extends Error {
  readonly said: Message;

  constructor(said: Message) {
    super(english(said));
    this.said = said;
  }
}

/** What one request got. */
export interface Answered {
  readonly result: string;
  /** From before it was signed to the (f+1)th equal valid reply, in milliseconds. */
  readonly latencyMs: number;
}

/** Replies to the request that is under way. */
interface Pending {
  readonly timestamp: string;
  readonly startMs: number;
  /** Ids by the result that they replied. */
  readonly by: Map<string, Set<number>>;
  /** How many servers must agree. */
  readonly needed: number;
  readonly resolve: (answered: Answered) => void;
}

/** One client with a key and a port of its own; one request at a time, PBFT §4.1. */
export class LoadClient {
  readonly #cluster: MeasuredCluster;
  readonly #puppet: PuppetClient;
  readonly #port: Port;
  readonly #leader: Caller;
  #pending: Pending | undefined;

  private constructor(cluster: MeasuredCluster, puppet: PuppetClient, port: Port, leader: Caller) {
    this.#cluster = cluster;
    this.#puppet = puppet;
    this.#port = port;
    this.#leader = leader;
  }

  static async open(
    cluster: MeasuredCluster,
    name: string,
    meter: Meter,
    choices: Choices,
  ): Promise<LoadClient> {
    let client: LoadClient | undefined;
    const port = await Port.answering(meter, (method, params, answer) => {
      answer({}); // before it is judged: a server does not wait for the client's thoughts
      if (method === METHOD.reply) client?.receive(params);
    });
    const puppet = new PuppetClient(identityFrom(`client ${name}`), port.address, choices);
    const leader = new Caller(() => cluster.servers[0]?.address, meter);
    client = new LoadClient(cluster, puppet, port, leader);
    return client;
  }

  /**
   * Has one command executed.
   * @param needed how many servers must agree; f+1 unless told otherwise.
   */
  request(command: string, needed = this.#cluster.f + 1): Promise<Answered> {
    const startMs = performance.now();
    const request = this.#puppet.request(command);
    const { timestamp } = request.req;
    return new Promise((resolve, reject) => {
      this.#pending = { timestamp, startMs, by: new Map(), needed, resolve };
      void this.#leader.call(METHOD.request, request).then((outcome) => {
        if (outcome.kind !== 'error') return;
        reject(new WrongAnswer(t`the leader refused a request: ${outcome.error.message}`));
      });
    });
  }

  /** A reply: only a valid one to the request under way counts, once a server. */
  receive(params: unknown): void {
    const pending = this.#pending;
    const { timestamp } = (params as { msg?: { timestamp?: unknown } }).msg ?? {};
    if (pending === undefined || timestamp !== pending.timestamp) return; // more than were needed
    const { success, data } = Reply.safeParse(params);
    const key = success ? this.#cluster.identities.get(data.msg.id)?.publicKey : undefined;
    if (!success || key === undefined || !verify('reply', data.msg, data.signature, key)) return;
    const { result, id } = data.msg;
    const ids = pending.by.get(result) ?? new Set();
    pending.by.set(result, ids.add(id));
    if (ids.size < pending.needed) return;
    this.#pending = undefined;
    pending.resolve({ result, latencyMs: performance.now() - pending.startMs });
  }

  close(): void {
    this.#leader.close();
    this.#port.close();
  }
}
