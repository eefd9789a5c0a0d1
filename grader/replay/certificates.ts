import { quorumOfOthers } from '../oracles/facts.ts';
import { ServerProcesses } from '../oracles/processes.ts';
import type { Judgement, SceneTrace, TraceMessage } from '../score/trace.ts';
import { METHOD } from '../wire/messages.ts';
import type { Moment } from './moments.ts';
import type { Certificate, CertificateStage } from './types.ts';

/** What a moment changes. */
export interface Effect {
  /** Certificates that it changes, as they are then. */
  readonly changes: readonly Certificate[];
  /** The real process that it is about: the receiver, or who executes. */
  readonly server?: number;
  /** The certificate of this moment's server and seq, before and after it. */
  readonly before?: Certificate;
  readonly now?: Certificate;
  readonly judgement?: Judgement;
  /** What keeps a server from reading what is delivered to it. */
  readonly away?: 'gone' | 'stopped';
}

const NOTHING: Effect = { changes: [] };

/** The certificates of all real servers, moment by moment. */
export class Certificates {
  readonly #trace: SceneTrace;
  readonly #processes: ServerProcesses;
  readonly #real: ReadonlySet<number>;
  readonly #messages: ReadonlyMap<number, TraceMessage>;
  readonly #certificates = new Map<string, Certificate>();
  readonly #gone = new Set<number>();
  /** What was delivered to servers that are stopped: they read it when they go on. */
  readonly #unread = new Map<number, [TraceMessage, Judgement][]>();

  constructor(trace: SceneTrace) {
    const { servers, twin, real, messages } = trace;
    this.#trace = trace;
    this.#processes = new ServerProcesses({ servers, twin });
    this.#real = new Set([...real, ...(twin === undefined ? [] : [servers])]);
    this.#messages = new Map(messages.map((message) => [message.number, message]));
  }

  /** Goes on by one moment. */
  apply(moment: Moment): Effect {
    if ('message' in moment) {
      const { kind, message, delivery } = moment;
      if (kind === 'sent') return this.#sent(message);
      return kind === 'delivered' ? this.#delivered(message, delivery ?? 0) : NOTHING;
    }
    const { kind, server, seq, after } = moment.event;
    if (server === undefined) return NOTHING;
    if (kind === 'executed') return this.#executed(server, seq, this.#messages.get(after)?.params);
    if (kind === 'killed' || kind === 'exited') this.#gone.add(server);
    if (kind === 'frozen') this.#unread.set(server, []);
    return kind === 'thawed' ? this.#thawed(server) : { ...NOTHING, server };
  }

  /** A leader has accepted what it proposes; a Commit is kept in mind. */
  #sent({ from, method, params, seq, made }: TraceMessage): Effect {
    if (made || typeof from !== 'number' || !this.#real.has(from)) return NOTHING;
    if (method === METHOD.prePrepare) this.#processes.proposed(from, params);
    if (seq === undefined) return NOTHING;
    const isLeader = this.#processes.idOf(from) === this.#trace.view % this.#trace.servers;
    if (method === METHOD.prePrepare && isLeader) {
      return this.#change(from, seq, ({ stage }) =>
        stage === 'none' ? { stage: 'pre-prepared' } : {},
      );
    }
    return method === METHOD.commit
      ? this.#change(from, seq, () => ({ sentCommit: true }))
      : NOTHING;
  }

  #delivered(message: TraceMessage, delivery: number): Effect {
    const { to, params, judged } = message;
    const judgement = judged?.[delivery];
    if (typeof to !== 'number' || !this.#real.has(to)) return NOTHING;
    const server = this.#processes.of(to, params);
    const unread = this.#unread.get(server);
    if (this.#gone.has(server)) return { changes: [], server, away: 'gone' };
    if (judgement === undefined) return { changes: [], server };
    unread?.push([message, judgement]);
    if (unread !== undefined) return { changes: [], server, away: 'stopped' };
    return { ...this.#read(server, message, judgement), judgement };
  }

  #thawed(server: number): Effect {
    const unread = this.#unread.get(server) ?? [];
    this.#unread.delete(server);
    const changed = new Map<number, Certificate>();
    for (const [message, judgement] of unread) {
      const { changes } = this.#read(server, message, judgement);
      for (const one of changes) changed.set(one.seq, one);
    }
    return { changes: [...changed.values()], server };
  }

  #read(server: number, message: TraceMessage, judgement: Judgement): Effect {
    const { number, from, method, seq, id } = message;
    if (seq === undefined) return { changes: [], server };
    return this.#change(server, seq, (before) => {
      if (judgement !== 'accepted') {
        const claims = method === METHOD.prePrepare || id === undefined ? {} : { claims: id };
        const refused = { message: number, from, ...claims, method, why: judgement };
        return { refused: [...before.refused, refused] };
      }
      if (method === METHOD.prePrepare) return { stage: 'pre-prepared' };
      const votes = method === METHOD.prepare ? 'prepares' : 'commits';
      return id === undefined ? {} : { [votes]: [...before[votes], id] };
    });
  }

  #executed(id: number, seq: number | undefined, reply: unknown): Effect {
    const server = this.#processes.of(id, reply);
    if (seq === undefined || !this.#real.has(server)) return NOTHING;
    return this.#change(server, seq, ({ executed }) => ({ executed: executed + 1 }));
  }

  #change(
    server: number,
    seq: number,
    make: (before: Certificate) => Partial<Certificate>,
  ): Effect {
    const key = `${server} ${seq}`;
    const before = this.#certificates.get(key) ?? this.#empty(server, seq);
    const change = make(before);
    const changed = { ...before, ...change };
    const now = { ...changed, stage: stageOf(changed) };
    this.#certificates.set(key, now);
    const isSame = Object.entries(now).every(([field, value]) =>
      Object.is(before[field as keyof Certificate], value),
    );
    return { changes: isSame ? [] : [now], server, before, now };
  }

  #empty(server: number, seq: number): Certificate {
    const none = { prepares: [], commits: [], refused: [], sentCommit: false, executed: 0 };
    return { server, seq, stage: 'none', ...none, needed: quorumOfOthers(this.#trace) };
  }
}

/** PBFT §4.2: prepared is the proposal and 2f prepares; committed is that and 2f commits. */
function stageOf(certificate: Certificate): CertificateStage {
  const { stage, prepares, commits, needed, executed } = certificate;
  if (stage === 'none') return stage;
  if (prepares.length < needed) return 'pre-prepared';
  if (commits.length < needed) return 'prepared';
  return executed > 0 ? 'executed' : 'committed';
}
