import { type Said, t } from '../../text/text.ts';
import type { Reply } from '../../wire/messages.ts';
import type { Witness } from '../client.ts';
import { expectedOf } from './history.ts';

/** Examples of what is wrong that are told; the rest is counted. */
const EXAMPLES = 3;
/** Of view 0: it answers a request that is sent again with the reply that it keeps. */
const LEADER = 0;

/** One request, and what servers replied to it. */
interface Entry {
  readonly command: string;
  sentAgain: number;
  seq: number | undefined;
  result: string | undefined;
  /** Replies by server. */
  readonly replies: Uint8Array;
}

/**
 * Every request of every client, and every valid reply to it. A reply that a server signed stands for an
 * execution by that server, as everywhere in the grader (docs/dev/architecture.md): each request must have
 * one of each server, all with one seq and the right result. Servers run with one request a seq, so no seq
 * may have two.
 */
export class Ledger {
  readonly #servers: number;
  readonly #entries: Entry[] = [];
  readonly #bySeq = new Map<number, Entry>();
  readonly #wrong: Said[] = [];
  #wrongCount = 0;

  constructor(servers: number) {
    this.#servers = servers;
  }

  get requests(): number {
    return this.#entries.length;
  }

  /** What sees the requests and replies of one client. */
  readonly witness = (): Witness => {
    const own = new Map<string, Entry>();
    return {
      asked: (timestamp, command) => {
        const replies = new Uint8Array(this.#servers);
        const entry = { command, sentAgain: 0, seq: undefined, result: undefined, replies };
        own.set(timestamp, entry);
        this.#entries.push(entry);
      },
      askedAgain: (timestamp) => {
        const entry = own.get(timestamp);
        if (entry !== undefined) entry.sentAgain += 1;
      },
      replied: (reply) => {
        const entry = own.get(reply.timestamp);
        if (entry === undefined) this.#tell(t`server ${reply.id} answers what nobody asked`);
        else this.#replied(entry, reply);
      },
    };
  };

  /**
   * What is wrong, with examples; none when each server executed each request exactly once.
   * Before: all replies to all requests have come, see `Load.settle`.
   */
  problems(): readonly Said[] {
    const lost = this.#entries.flatMap(({ command, replies }) =>
      [...replies].flatMap((count, id) => {
        return count === 0 ? [t`server ${id} never executed "${shown(command)}"`] : [];
      }),
    );
    const more = this.#wrongCount + lost.length - EXAMPLES;
    const examples = [...lost, ...this.#wrong].slice(0, EXAMPLES);
    return more > 0 ? [...examples, t`and ${more} more`] : examples;
  }

  #replied(entry: Entry, { id, seq, result }: Reply['msg']): void {
    const command = shown(entry.command);
    entry.seq ??= seq;
    entry.result ??= expectedOf(entry.command) ?? result;
    if (seq !== entry.seq) {
      this.#tell(t`"${command}" is executed as seq ${entry.seq}, and by server ${id} as ${seq}`);
    } else if (result !== entry.result) {
      this.#tell(t`server ${id} answers "${command}" with "${shown(result)}"`);
    }
    const other = this.#bySeq.get(seq);
    this.#bySeq.set(seq, entry);
    if (other !== undefined && other !== entry) {
      this.#tell(t`seq ${seq} has "${shown(other.command)}" and "${command}"`);
    }
    const count = (entry.replies[id] ?? 0) + 1;
    entry.replies[id] = count;
    if (count <= 1 + (id === LEADER ? entry.sentAgain : 0)) return;
    this.#tell(t`server ${id} executed "${command}" ${count} times`);
  }

  #tell(said: Said): void {
    this.#wrongCount += 1;
    if (this.#wrong.length < EXAMPLES) this.#wrong.push(said);
  }
}

function shown(text: string): string {
  return text.slice(0, 40).replaceAll('\n', ' ');
}
