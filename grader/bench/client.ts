import { PuppetClient } from '../puppet/client.ts';
import type { Choices } from '../seed.ts';
import { english, type Message, t } from '../text/text.ts';
import { Reply, type Request } from '../wire/messages.ts';
import { identityFrom, verify } from '../wire/signing.ts';
import type { MeasuredCluster } from './cluster.ts';
import type { Gateway } from './gateway.ts';

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

/** Sees all that a client asks, and every valid reply, also those after enough have come. */
export interface Witness {
  readonly asked: (timestamp: string, command: string) => void;
  readonly askedAgain: (timestamp: string) => void;
  readonly replied: (reply: Reply['msg']) => void;
}

/** Replies to the request that is under way. */
interface Pending {
  readonly request: Request;
  readonly startMs: number;
  /** Ids by the result that they replied. */
  readonly by: Map<string, Set<number>>;
  /** How many servers must agree. */
  readonly needed: number;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (why: WrongAnswer) => void;
}

/** One client with a key of its own; one request at a time, PBFT §4.1. */
export class LoadClient {
  readonly #cluster: MeasuredCluster;
  readonly #gateway: Gateway;
  readonly #puppet: PuppetClient;
  readonly #witness: Witness | undefined;
  #pending: Pending | undefined;
  #last: Request | undefined;

  /** @param name its key is made from it: clients of a cluster need different ones. */
  constructor(
    cluster: MeasuredCluster,
    gateway: Gateway,
    name: string,
    choices: Choices,
    witness?: Witness,
  ) {
    const identity = identityFrom(`client ${name}`);
    this.#cluster = cluster;
    this.#gateway = gateway;
    this.#puppet = new PuppetClient(identity, gateway.address, choices);
    this.#witness = witness;
    gateway.receive(identity.publicKeyText, (params) => this.#receive(params));
  }

  /**
   * Has one command executed.
   * @param needed how many servers must agree; f+1 unless told otherwise.
   */
  request(command: string, needed = this.#cluster.f + 1): Promise<Answered> {
    const startMs = performance.now();
    const request = this.#puppet.request(command);
    this.#last = request;
    this.#witness?.asked(request.req.timestamp, command);
    return new Promise((resolve, reject) => {
      this.#pending = { request, startMs, by: new Map(), needed, resolve, reject };
      this.#send(request, reject);
    });
  }

  /** Sends the last request once more, as a client does that lost patience (PBFT §4.1). */
  again(): void {
    if (this.#last === undefined) return;
    this.#witness?.askedAgain(this.#last.req.timestamp);
    this.#send(this.#last, this.#pending?.reject ?? (() => {}));
  }

  #send(request: Request, reject: (why: WrongAnswer) => void): void {
    void this.#gateway.send(request).then((outcome) => {
      if (outcome.kind !== 'error') return;
      reject(new WrongAnswer(t`the leader refused a request: ${outcome.error.message}`));
    });
  }

  /** A reply: only a valid one to the request under way counts, once a server. */
  #receive(params: unknown): void {
    const pending = this.#pending;
    const { timestamp } = (params as { msg?: { timestamp?: unknown } }).msg ?? {};
    const isAwaited = pending !== undefined && timestamp === pending.request.req.timestamp;
    if (!isAwaited && this.#witness === undefined) return; // more than were needed
    const { success, data } = Reply.safeParse(params);
    const key = success ? this.#cluster.identities.get(data.msg.id)?.publicKey : undefined;
    if (!success || key === undefined || !verify('reply', data.msg, data.signature, key)) return;
    this.#witness?.replied(data.msg);
    if (isAwaited) this.#count(pending, data.msg);
  }

  #count({ request, startMs, by, needed, resolve, reject }: Pending, reply: Reply['msg']): void {
    const { result, id } = reply;
    const ids = by.get(result) ?? new Set();
    by.set(result, ids.add(id));
    if (ids.size >= needed) {
      this.#pending = undefined;
      resolve({ result, latencyMs: performance.now() - startMs });
    } else if (new Set([...by.values()].flatMap((some) => [...some])).size === this.#servers) {
      this.#pending = undefined;
      const { command } = request.req;
      reject(new WrongAnswer(t`"${command.slice(0, 40)}" got ${by.size} different results`));
    }
  }

  get #servers(): number {
    return this.#cluster.identities.size;
  }
}
