import type { ReplyArgs, RequestMsg } from './messages.ts';

/** Clients remembered at most. All replicas forget the same one, since all execute alike. */
const MAX_CLIENTS = 10_000;

interface Session {
  readonly timestamp: bigint;
  readonly reply: ReplyArgs;
}

/**
 * The last executed request of each client, so that none is executed twice.
 *
 * PBFT §4.1: a client's timestamps rise, and a request that is not newer than the last executed
 * one is old. Its reply is kept, to answer a client that did not get it.
 */
export class Sessions {
  readonly #byClient = new Map<string, Session>();

  /** True when `req`, or a newer request of the same client, was executed. */
  isOld(req: RequestMsg): boolean {
    const last = this.#byClient.get(req.clientKey);
    return last !== undefined && BigInt(req.timestamp) <= last.timestamp;
  }

  /** The reply to `req`, when that was the client's last executed request. */
  replyTo(req: RequestMsg): ReplyArgs | undefined {
    const last = this.#byClient.get(req.clientKey);
    return last?.timestamp === BigInt(req.timestamp) ? last.reply : undefined;
  }

  /** Remembers that `req` was executed with this reply. */
  remember(req: RequestMsg, reply: ReplyArgs): void {
    this.#byClient.delete(req.clientKey);
    this.#byClient.set(req.clientKey, { timestamp: BigInt(req.timestamp), reply });
    if (this.#byClient.size <= MAX_CLIENTS) return;
    const [oldest] = this.#byClient.keys();
    if (oldest !== undefined) this.#byClient.delete(oldest);
  }
}
