import type { Message } from '../network/trace.ts';
import { METHOD, PrePrepare, Request, Vote } from '../wire/messages.ts';
import { type Identity, type MessageType, verify } from '../wire/signing.ts';
import { PuppetServer, type Slot } from './server.ts';

/** One message that a played server sends. */
export interface Outgoing {
  readonly to: number;
  readonly method: string;
  readonly params: unknown;
}

/** A server that the grader plays and that answers messages by itself. */
export interface Replica {
  readonly id: number;
  /** What it sends because of a message. */
  receive(message: Message): Outgoing[];
}

/** What a replica knows of its cluster. */
export interface World {
  readonly f: number;
  readonly view: number;
  readonly identities: ReadonlyMap<number, Identity>;
  /** The seq that the next request gets. */
  readonly nextSeq: number;
}

/** What a replica remembers of one seq. */
interface Progress {
  slot?: Slot;
  /** Valid votes of others, by digest. */
  readonly prepares: Map<string, Set<number>>;
  prepared: boolean;
}

/**
 * An honest server as far as others can tell: it proposes when it leads, prepares, and commits.
 * It executes nothing and replies to nobody, since it is not the one that is judged.
 *
 * A Byzantine server is this one with one of its three last methods overridden.
 */
export class HonestReplica implements Replica {
  readonly id: number;
  protected readonly server: PuppetServer;
  protected readonly world: World;
  readonly #progress = new Map<number, Progress>();
  #nextSeq: number;

  constructor(id: number, world: World) {
    const identity = world.identities.get(id);
    if (identity === undefined) throw new RangeError(`no server ${id} in this cluster`);
    this.id = id;
    this.world = world;
    this.#nextSeq = world.nextSeq;
    this.server = new PuppetServer(id, identity);
  }

  receive({ method, params }: Message): Outgoing[] {
    if (method === METHOD.request) return this.#request(params);
    if (method === METHOD.prePrepare) return this.#prePrepare(params);
    if (method === METHOD.prepare) return this.#prepare(params);
    return []; // it executes nothing, so commits change nothing
  }

  /** Everybody else. */
  protected get others(): number[] {
    return [...this.world.identities.keys()].filter((id) => id !== this.id);
  }

  /** As leader: tells the others which request has this seq. */
  protected proposals(slot: Slot): Outgoing[] {
    return this.toOthers(METHOD.prePrepare, this.server.prePrepare(slot));
  }

  /** Tells the others that it accepted a proposal. */
  protected prepares(slot: Slot): Outgoing[] {
    return this.toOthers(METHOD.prepare, this.server.prepare(slot));
  }

  /** Tells the others that it is prepared. */
  protected commits(slot: Slot): Outgoing[] {
    return this.toOthers(METHOD.commit, this.server.commit(slot));
  }

  protected toOthers(method: string, params: unknown): Outgoing[] {
    return this.others.map((to) => ({ to, method, params }));
  }

  #request(params: unknown): Outgoing[] {
    const request = Request.safeParse(params);
    if (!request.success || this.id !== this.#leader) return [];
    const slot = { view: this.world.view, seq: this.#nextSeq, request: request.data };
    this.#nextSeq += 1;
    return [...this.proposals(slot), ...this.#accept(slot)];
  }

  #prePrepare(params: unknown): Outgoing[] {
    const parsed = PrePrepare.safeParse(params);
    if (!parsed.success) return [];
    const { msg, signature, request } = parsed.data;
    if (msg.view !== this.world.view || !this.#signed('pre-prepare', this.#leader, msg, signature))
      return [];
    return this.#accept({ view: msg.view, seq: msg.seq, request });
  }

  #accept(slot: Slot): Outgoing[] {
    const progress = this.#of(slot.seq);
    if (progress.slot !== undefined) return [];
    progress.slot = slot;
    return [...this.prepares(slot), ...this.#commitIfPrepared(progress)];
  }

  #prepare(params: unknown): Outgoing[] {
    const vote = Vote.safeParse(params);
    if (!vote.success) return [];
    const { msg, signature } = vote.data;
    const progress = this.#of(msg.seq);
    if (progress.prepared || msg.id === this.id) return [];
    if (!this.#signed('prepare', msg.id, msg, signature)) return [];
    const voters = progress.prepares.get(msg.digest) ?? new Set();
    progress.prepares.set(msg.digest, voters.add(msg.id));
    return this.#commitIfPrepared(progress);
  }

  /** PBFT §4.2: prepared is a proposal and 2f matching prepares of others. */
  #commitIfPrepared(progress: Progress): Outgoing[] {
    const { slot, prepares, prepared } = progress;
    const voters = prepares.get(slot?.request.digest ?? '')?.size ?? 0;
    if (slot === undefined || prepared || voters < 2 * this.world.f) return [];
    progress.prepared = true;
    return this.commits(slot);
  }

  get #leader(): number {
    return this.world.view % this.world.identities.size;
  }

  #of(seq: number): Progress {
    const progress = this.#progress.get(seq) ?? { prepares: new Map(), prepared: false };
    this.#progress.set(seq, progress);
    return progress;
  }

  #signed(type: MessageType, id: number, msg: object, signature: string): boolean {
    const key = this.world.identities.get(id)?.publicKey;
    return key !== undefined && verify(type, msg, signature, key);
  }
}
