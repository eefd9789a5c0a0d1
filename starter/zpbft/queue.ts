import { digestOf } from './crypto.ts';
import type { RequestArgs } from './messages.ts';

/** Requests that may wait at the leader for a seq below the high water mark. */
const MAX_WAITING = 4_096;

/** Characters of the commands in one batch, so that its pre-prepare fits a frame. */
const MAX_BATCH_CHARS = 1024 * 1024;

/** What one seq orders: one request, or with `-batch` several that are executed in this order. */
export interface Batch {
  readonly request: RequestArgs;
  readonly more: readonly RequestArgs[];
}

/** What the votes for a batch name: the digest of its request, or one over those of all. */
export function digestOfBatch({ request, more }: Batch): string {
  if (more.length === 0) return request.digest;
  return digestOf({ digests: [request, ...more].map(({ digest }) => digest) });
}

/** Requests that were given a seq together. */
interface Waiting {
  readonly seq: number;
  readonly request: RequestArgs;
  readonly more: RequestArgs[];
  chars: number;
}

/**
 * The leader's requests, from when they get a seq until they are executed.
 *
 * A batch grows while it waits to be proposed, so batches are as large as the cluster is busy
 * (Castro's thesis, "Request Batching").
 */
export class RequestQueue {
  readonly #most: number;
  readonly #waiting: Waiting[] = [];
  /** Seq by digest, so that a request sent twice gets one seq. */
  readonly #seqs = new Map<string, number>();
  #nextSeq = 1;

  /** @param most requests under one seq, the `-batch` flag. */
  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#waiting.length >= MAX_WAITING;
  }

  /** The seq of a request that is under way; `undefined` when it is new, or was executed. */
  seqOf({ digest }: RequestArgs): number | undefined {
    return this.#seqs.get(digest);
  }

  /** Takes a new request. @returns its seq. */
  add(request: RequestArgs): number {
    const chars = request.req.command.length;
    const last = this.#waiting.at(-1);
    if (last === undefined || this.#isComplete(last, chars)) {
      this.#waiting.push({ seq: this.#nextSeq, request, more: [], chars });
      this.#nextSeq += 1;
    } else {
      last.more.push(request);
      last.chars += chars;
    }
    const seq = this.#nextSeq - 1;
    this.#seqs.set(request.digest, seq);
    return seq;
  }

  /** Takes out what may be proposed: everything up to this seq, in order. */
  take(highest: number): (Batch & { readonly seq: number })[] {
    const above = this.#waiting.findIndex(({ seq }) => seq > highest);
    return this.#waiting.splice(0, above < 0 ? this.#waiting.length : above);
  }

  /** A request was executed: it is under way no more. */
  executed({ digest }: RequestArgs): void {
    this.#seqs.delete(digest);
  }

  #isComplete({ more, chars }: Waiting, added: number): boolean {
    return more.length + 1 >= this.#most || chars + added > MAX_BATCH_CHARS;
  }
}
