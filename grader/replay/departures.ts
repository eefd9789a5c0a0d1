import { isDeepStrictEqual } from 'node:util';
import type { SceneTrace, TraceEvent, TraceMessage } from '../score/trace.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import type { Effect } from './certificates.ts';
import type { Moment } from './moments.ts';

/** What no right server does. */
export type Departure =
  | 'commit' // any Commit: where what is wrong with it cannot be told from the trace
  | 'commit-early' // a Commit before it was prepared
  | 'commit-again' // a second one to the same server for the same seq
  | 'commit-fields' // one that does not say what the proposal says
  | 'premature' // executed before it was committed
  | 'again' // executed a second time
  | 'overtaken' // executed before a lower seq of which it has the proposal
  | 'order' // executed after a higher seq
  | 'unlike' // executed to something else than another server
  | 'executed' // any execution: where nothing may be executed
  | 'exited'; // ended by itself

/** Where a broken rule shows, by its code: the first of these. Any other shows only at the end. */
const SHOWN_BY: Readonly<Record<string, readonly Departure[]>> = {
  'commit-early': ['commit-early'],
  'commit-once': ['commit-again'],
  'commit-fields': ['commit-fields'],
  'commit-signed': ['commit'],
  'quorum-needed': ['premature'],
  'quorum-fixed': ['premature'],
  'vote-counted-once': ['premature'],
  'vote-signature': ['premature'],
  'vote-view': ['premature'],
  'vote-digest': ['premature'],
  'vote-seq': ['premature'],
  'vote-member': ['premature'],
  'vote-own': ['premature'],
  'vote-type': ['premature'],
  'votes-per-seq': ['premature'],
  'prepared-first': ['premature'],
  'stall-beyond-f': ['premature', 'executed'],
  'executed-once': ['again'],
  'replay-harmless': ['again'],
  order: ['overtaken', 'order'],
  agreement: ['unlike'],
  survives: ['exited'],
};

/** Finds where the rule broke that a scenario failed by. */
export class Departures {
  readonly #trace: SceneTrace;
  readonly #shownBy: readonly Departure[];
  readonly #messages: ReadonlyMap<number, TraceMessage>;
  readonly #sentCommits = new Set<string>();
  /** What the proposal of a seq says, by server and seq. */
  readonly #digests = new Map<string, unknown>();
  readonly #highest = new Map<number, number>();
  /** Seqs with a proposal that are not executed, by server. */
  readonly #waiting = new Map<number, Set<number>>();
  /** What was executed first at a seq, by whomever. */
  readonly #executed = new Map<number, unknown>();
  readonly #found = new Map<Departure, number>();

  constructor(trace: SceneTrace) {
    this.#trace = trace;
    this.#messages = new Map(trace.messages.map((message) => [message.number, message]));
    const { text = '' } = trace.events.findLast(({ kind }) => kind === 'verdict') ?? {};
    const [status, code = ''] = text.split(': ');
    this.#shownBy =
      status === 'failed' && Object.hasOwn(SHOWN_BY, code) ? (SHOWN_BY[code] ?? []) : [];
  }

  /** Looks at the moment with this index. */
  see(index: number, moment: Moment, effect: Effect): void {
    if (this.#shownBy.length === 0) return;
    const departures =
      'message' in moment ? this.#onMessage(moment, effect) : this.#onEvent(moment.event, effect);
    for (const one of departures) if (!this.#found.has(one)) this.#found.set(one, index);
  }

  /** Index of the moment at which the rule broke; `undefined` where it shows at none. */
  get first(): number | undefined {
    const [departure] = this.#shownBy.filter((one) => this.#found.has(one));
    return departure === undefined ? undefined : this.#found.get(departure);
  }

  #onMessage({ kind, message }: Moment & { message: TraceMessage }, effect: Effect): Departure[] {
    const { server, before, judgement } = effect;
    const { method, seq, to, params } = message;
    if (server === undefined || before === undefined) return [];
    const key = `${server} ${seq}`;
    if (method === METHOD.prePrepare && (kind === 'sent' || judgement === 'accepted')) {
      if (!this.#digests.has(key)) {
        this.#digests.set(key, fieldsOf(params).digest);
        if (seq !== undefined) this.#waitingOf(server).add(seq);
      }
    }
    if (method !== METHOD.commit || kind !== 'sent' || to === server) return [];
    const way = `${key} ${to}`;
    const again = this.#sentCommits.has(way);
    this.#sentCommits.add(way);
    const early = before.stage === 'none' || before.stage === 'pre-prepared';
    const right = this.#isAsProposed(message, server);
    return [
      'commit',
      ...(early ? (['commit-early'] as const) : []),
      ...(again ? (['commit-again'] as const) : []),
      ...(right ? [] : (['commit-fields'] as const)),
    ];
  }

  #waitingOf(server: number): Set<number> {
    const waiting = this.#waiting.get(server) ?? new Set();
    this.#waiting.set(server, waiting);
    return waiting;
  }

  /** A Commit for a seq without a known proposal is compared with nothing. */
  #isAsProposed({ params, seq }: TraceMessage, server: number): boolean {
    const digest = this.#digests.get(`${server} ${seq}`);
    const { servers, twin, view } = this.#trace;
    const id = server === servers ? twin : server;
    const right = { view, seq, digest, id };
    return digest === undefined || isDeepStrictEqual(fieldsOf(params), right);
  }

  #onEvent({ kind, seq, after, text }: TraceEvent, { server, now }: Effect): Departure[] {
    if (kind === 'exited') return ['exited'];
    if (kind !== 'executed' || server === undefined || seq === undefined) return [];
    const { clientKey, timestamp } = fieldsOf(this.#messages.get(after)?.params);
    const what = { clientKey, timestamp, text };
    const other = this.#executed.get(seq) ?? what;
    this.#executed.set(seq, other);
    const highest = this.#highest.get(server) ?? 0;
    this.#highest.set(server, Math.max(highest, seq));
    const waiting = this.#waitingOf(server);
    waiting.delete(seq);
    const overtakes = [...waiting].some((lower) => lower < seq);
    const early = now?.stage !== 'executed';
    return [
      'executed',
      ...(early ? (['premature'] as const) : []),
      ...((now?.executed ?? 0) > 1 ? (['again'] as const) : []),
      ...(overtakes ? (['overtaken'] as const) : []),
      ...(seq < highest ? (['order'] as const) : []),
      ...(isDeepStrictEqual(other, what) ? [] : (['unlike'] as const)),
    ];
  }
}
