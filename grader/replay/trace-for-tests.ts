import { type Judgement, SceneTrace, type TraceEvent, type TraceMessage } from '../score/trace.ts';
import { METHOD, STAGES } from '../wire/messages.ts';

type Fields = Partial<TraceMessage> & { readonly digest?: string };

/** Makes traces for tests: one seq of a cluster with f = 1, unless told otherwise, by the clock. */
export class TraceMaker {
  readonly #real: number[];
  readonly #messages: TraceMessage[] = [];
  readonly #events: TraceEvent[] = [];
  #nowMs = 0;

  /** @param real ids of the real servers. */
  constructor(real: readonly number[] = [2]) {
    this.#real = [...real];
  }

  note(text: string): void {
    this.event({ kind: 'note', text });
  }

  event(fields: Pick<TraceEvent, 'kind'> & Partial<TraceEvent>): void {
    this.#events.push({ atMs: this.#tick(), after: this.#messages.length, ...fields });
  }

  propose(fields: Fields = {}, judgement?: Judgement): void {
    this.#phase(METHOD.prePrepare, { from: 0, ...fields }, judgement);
  }

  prepare(fields: Fields, judgement?: Judgement): void {
    this.#phase(METHOD.prepare, fields, judgement);
  }

  commit(fields: Fields = {}, judgement?: Judgement): void {
    this.#phase(METHOD.commit, { id: 0, from: 0, ...fields }, judgement);
  }

  request(digest: string): void {
    const params = { req: { command: 'put a 1' }, digest };
    this.message({ method: METHOD.request, from: 'client', to: 0, params });
  }

  /** A reply arrives, and shows that a server has executed. */
  reply({ seq = 1, server = 2, result = 'put ok' } = {}): void {
    const params = { msg: { seq, clientKey: 'client', timestamp: String(seq), result } };
    const who = { from: 'unknown', to: 'client', id: server } as const;
    this.message({ method: METHOD.reply, ...who, seq, made: false, params });
    this.event({ kind: 'executed', server, seq, text: result });
  }

  /** All that it takes to execute a seq rightly. */
  executed({ seq = 1, server = 2, result = 'put ok' } = {}): this {
    const others = [0, 3];
    const judged: Fields = { to: server, seq };
    this.propose(judged, 'accepted');
    for (const id of others) this.prepare({ ...judged, id, from: id }, 'accepted');
    this.commit({ from: server, to: 0, id: server, seq, made: false });
    for (const id of others) this.commit({ ...judged, id, from: id }, 'accepted');
    this.reply({ seq, server, result });
    return this;
  }

  message(fields: Partial<TraceMessage> & Pick<TraceMessage, 'method'>): void {
    const stage = STAGES.indexOf(fields.method);
    const sentMs = fields.sentMs ?? this.#tick();
    this.#messages.push({
      ...{ number: this.#messages.length + 1, from: 3, to: 2, made: true, acts: [], params: {} },
      ...(stage < 0 ? {} : { stage }),
      ...{ sentMs, deliveredMs: [sentMs] },
      ...fields,
    });
  }

  /** The trace so far, with its end: what the schema takes. */
  ended(verdict: string, atMs = this.#nowMs): SceneTrace {
    const after = this.#messages.length;
    const end: TraceEvent = { atMs, kind: 'verdict', after, text: verdict };
    const shape = { f: 1, view: 0, servers: 4, real: this.#real };
    const events = [...this.#events, end];
    return SceneTrace.parse({ ...shape, messages: this.#messages, events });
  }

  #phase(method: string, { digest, ...fields }: Fields, judgement: Judgement = 'accepted'): void {
    const seq = fields.seq ?? 1;
    const to = fields.to ?? 2;
    const isJudged = typeof to === 'number' && this.#real.includes(to);
    const id = fields.id === undefined ? {} : { id: fields.id };
    const msg = { view: 0, seq, digest: digest ?? `digest ${seq}`, ...id };
    const times = (fields.deliveredMs ?? [0]).map(() => judgement);
    this.message({
      method,
      seq,
      ...(isJudged ? { judged: times } : {}),
      params: { msg },
      ...fields,
    });
  }

  #tick(): number {
    const now = this.#nowMs;
    this.#nowMs += 1;
    return now;
  }
}
