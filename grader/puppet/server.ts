import type { PrePrepare, Request, Vote } from '../wire/messages.ts';
import { type Identity, sign } from '../wire/signing.ts';

/** What one seq is about: the proposal that votes refer to. */
export interface Slot {
  readonly view: number;
  readonly seq: number;
  readonly request: Request;
}

/** A server as the grader plays it: it signs what the protocol asks of an honest one. */
export class PuppetServer {
  readonly id: number;
  readonly identity: Identity;

  constructor(id: number, identity: Identity) {
    this.id = id;
    this.identity = identity;
  }

  /** The pre-prepare of a leader. */
  prePrepare({ view, seq, request }: Slot): PrePrepare {
    const msg = { view, seq, digest: request.digest };
    return { msg, signature: sign('pre-prepare', msg, this.identity), request };
  }

  prepare(slot: Slot): Vote {
    const msg = this.#vote(slot);
    return { msg, signature: sign('prepare', msg, this.identity) };
  }

  commit(slot: Slot): Vote {
    const msg = this.#vote(slot);
    return { msg, signature: sign('commit', msg, this.identity) };
  }

  #vote({ view, seq, request }: Slot): Vote['msg'] {
    return { view, seq, digest: request.digest, id: this.id };
  }
}
