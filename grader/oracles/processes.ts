import type { Party } from '../network/trace.ts';
import { fieldsOf, PrePrepare } from '../wire/messages.ts';

/** Which server runs twice, if one does, and how many servers there are. */
interface Twinned {
  readonly servers: number;
  readonly twin?: number | undefined;
}

/**
 * Tells the two processes of a server that runs twice apart; any other server is one process.
 *
 * A message names an id, and the network chose which process got it. It is told by what the message
 * is about: each process leads its part of the cluster with proposals of its own.
 */
export class ServerProcesses {
  readonly #servers: number;
  readonly #twin: number | undefined;
  /** Digests, and requests by client and time stamp, that the other process proposed. */
  readonly #ofOther = new Set<unknown>();

  constructor({ servers, twin }: Twinned) {
    this.#servers = servers;
    this.#twin = twin;
  }

  /** Id of the server that a process runs. */
  idOf(process: number): number {
    return process === this.#servers ? (this.#twin ?? process) : process;
  }

  /** Notes a proposal that was sent. */
  proposed(from: Party, params: unknown): void {
    if (this.#twin === undefined || from !== this.#servers) return;
    const proposal = PrePrepare.safeParse(params);
    if (!proposal.success) return;
    const { clientKey, timestamp } = proposal.data.request.req;
    this.#ofOther.add(proposal.data.msg.digest).add(`${clientKey} ${timestamp}`);
  }

  /** Number of the process to which a message for a server went, or that sent a reply with its id. */
  of(server: number, params: unknown): number {
    if (server !== this.#twin) return server;
    const { digest, clientKey, timestamp } = fieldsOf(params);
    const known = digest ?? `${clientKey} ${timestamp}`;
    return this.#ofOther.has(known) ? this.#servers : server;
  }
}
