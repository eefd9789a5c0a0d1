import { createPublicKey } from 'node:crypto';
import type { Message } from '../network/trace.ts';
import type { Judgement } from '../score/trace.ts';
import { METHOD, PrePrepare, type Request, Vote } from '../wire/messages.ts';
import { digestOf, type MessageType, verify } from '../wire/signing.ts';
import type { Facts } from './facts.ts';

/** What a proposal says, or why it is none. */
type Proposed =
  | { readonly ok: true; readonly seq: number; readonly digest: string }
  | { readonly ok: false; readonly why: Judgement };

/** What a vote says, and whether the server that it names has signed it; none for other shapes. */
interface Voted {
  readonly type: 'prepare' | 'commit';
  readonly id: number;
  readonly view: number;
  readonly seq: number;
  readonly digest: string;
  readonly isSigned: () => boolean;
}

/**
 * Looks at messages by themselves, whoever gets them. A server signs a vote once and sends it to
 * all others, and signatures are dear: each is verified once.
 */
export class Genuine {
  readonly #facts: Facts;
  readonly #proposals = new Map<Message, Proposed>();
  readonly #signed = new Map<string, boolean>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  proposal(message: Message): Proposed {
    const known = this.#proposals.get(message) ?? this.#proposalIn(message.params);
    this.#proposals.set(message, known);
    return known;
  }

  vote({ method, params }: Message): Voted | undefined {
    const vote = Vote.safeParse(params);
    if (!vote.success) return undefined;
    const { msg, signature } = vote.data;
    const type = method === METHOD.prepare ? 'prepare' : 'commit';
    return { ...msg, type, isSigned: () => this.#isSigned(type, msg, signature, msg.id) };
  }

  /** A proposal is signed by the leader, carries a request of a client's, and names its digest. */
  #proposalIn(params: unknown): Proposed {
    const proposal = PrePrepare.safeParse(params);
    if (!proposal.success) return { ok: false, why: 'shape' };
    const { msg, signature, request } = proposal.data;
    const { view, serverKeys } = this.#facts;
    if (msg.view !== view) return { ok: false, why: 'view' };
    const signedBy = (id: number): boolean => this.#isSigned('pre-prepare', msg, signature, id);
    if (!signedBy(view % serverKeys.size)) {
      const other = [...serverKeys.keys()].some(signedBy);
      return { ok: false, why: other ? 'leader' : 'signature' };
    }
    const isGenuine = isDigested(request);
    if (!this.#isClients(request, isGenuine)) return { ok: false, why: 'signature' };
    if (!isGenuine || msg.digest !== request.digest) return { ok: false, why: 'digest' };
    return { ok: true, seq: msg.seq, digest: msg.digest };
  }

  /** Whether its client has signed a request; a digest that is its own stands for it all. */
  #isClients(request: Request, isGenuine: boolean): boolean {
    if (!isGenuine) return isSignedByClient(request);
    return this.#once([request.digest, request.signature], () => isSignedByClient(request));
  }

  #isSigned(type: MessageType, msg: object, signature: string, id: number): boolean {
    const key = this.#facts.serverKeys.get(id);
    if (key === undefined) return false;
    return this.#once([type, id, signature, msg], () => verify(type, msg, signature, key));
  }

  #once(asked: unknown, verified: () => boolean): boolean {
    const key = JSON.stringify(asked);
    const known = this.#signed.get(key) ?? verified();
    this.#signed.set(key, known);
    return known;
  }
}

function isDigested({ req, digest }: Request): boolean {
  try {
    return digestOf(req) === digest;
  } catch {
    return false; // it has no canonical form
  }
}

function isSignedByClient({ req, signature }: Request): boolean {
  try {
    const der = Buffer.from(req.clientKey, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify('request', req, signature, key);
  } catch {
    return false; // what it names is no key
  }
}
