import type { Cluster } from '../cluster/cluster.ts';
import type { Passive } from '../cluster/passive.ts';
import { GraderBug } from '../errors.ts';
import type { Message } from '../network/trace.ts';
import { flawOf, quoted } from '../oracles/commits.ts';
import { quorumOfOthers } from '../oracles/facts.ts';
import { premature } from '../oracles/quorum.ts';
import type { BadVote } from '../puppet/bad-votes.ts';
import { PuppetServer, type Slot } from '../puppet/server.ts';
import { t, type Message as Words } from '../text/text.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import type { RuleCode } from './rules.ts';
import { type Expectation, Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { commitsOf, commitsSent, namesOf, preparesOf, shown, validCommits } from './words.ts';

/** What the store answers to a put. Source: the lab's handout. */
const PUT_RESULT = 'put ok';

/** Bad votes of one piece that a report lists; more of them are told in one line. */
const MOST_TOLD = 4;

/** Which replica to put under test. */
interface ReplicaOptions {
  readonly f: number;
  readonly view?: number;
  /** True to put the leader under test; a backup otherwise. */
  readonly leads?: boolean;
  /** What f of the others do with connections; they vote in no story. */
  readonly faulty?: Passive;
  /** See Shape. */
  readonly reference?: boolean;
}

/** What a missing Commit means, and how long to wait for it; see {@link Scene.must}. */
interface CommitOptions {
  readonly code?: RuleCode;
  readonly patienceMs?: number;
}

/**
 * ONE real server; the grader plays the master, the other 3f servers and the client.
 *
 * The shape in which most rules are decided: the server sees just the messages of the story.
 */
export class ReplicaScene extends Scene {
  /** Id of the server under test. */
  readonly id: number;
  /** All other servers, in an order that the seed chose; the faulty ones last. */
  readonly others: readonly PuppetServer[];

  static async open(stage: Stage, options: ReplicaOptions): Promise<ReplicaScene> {
    const { f, view = 0, leads = false, faulty = 'answers', ...rest } = options;
    const n = 3 * f + 1;
    const leader = view % n;
    const id = leads ? leader : (leader + stage.choices.integer(1, n - 1)) % n;
    const ids = Array.from({ length: n }, (_, other) => other).filter((other) => other !== id);
    // The faulty ones have the lowest ids: whoever asks one peer after the other meets them first.
    const spare = ids.filter((other) => other !== leader).slice(0, f);
    const voters = stage.choices.shuffled(ids.filter((other) => !spare.includes(other)));
    const others = [...voters, ...spare];
    const passive = new Map(
      others.map((other, index) => [other, index < 2 * f ? 'answers' : faulty] as const),
    );
    const cluster = await stage.cluster({ f, view, real: [id], passive, ...rest });
    return new ReplicaScene(stage, cluster, id, others);
  }

  /** Goes on with the backup of the scenario before, if it left one. */
  static readonly continued = {
    async open(stage: Stage, options: ReplicaOptions): Promise<ReplicaScene> {
      const { f, view = 0 } = options;
      const cluster = stage.inherited(({ shape }) => shape.f === f && shape.view === view);
      const [id] = cluster?.shape.real ?? [];
      if (cluster === undefined || id === undefined) return ReplicaScene.open(stage, options);
      const others = stage.choices.shuffled(cluster.ids.filter((other) => other !== id));
      return new ReplicaScene(stage, cluster, id, others);
    },
  };

  readonly #slots: Slot[] = [];

  private constructor(stage: Stage, cluster: Cluster, id: number, others: readonly number[]) {
    super(cluster, stage);
    this.id = id;
    this.others = others.map((other) => new PuppetServer(other, cluster.identity(other)));
  }

  /** Votes of other servers that make a quorum: 2f. */
  get quorum(): number {
    return quorumOfOthers(this.facts);
  }

  /** 2f others: just enough. */
  get enough(): readonly PuppetServer[] {
    return this.others.slice(0, this.quorum);
  }

  /** 2f-1 others: one too few. */
  get tooFew(): readonly PuppetServer[] {
    return this.others.slice(0, this.quorum - 1);
  }

  /** The one that makes {@link tooFew} enough. */
  get last(): readonly PuppetServer[] {
    return this.others.slice(this.quorum - 1, this.quorum);
  }

  /** With f = 1, the three others: an honest one, one that lies, and one that votes late. */
  get voters(): readonly [honest: PuppetServer, liar: PuppetServer, late: PuppetServer] {
    return [this.#at(0), this.#at(1), this.#at(2)];
  }

  /** The leader of the view, which the grader plays. */
  get leader(): PuppetServer {
    const leader = this.others.find(({ id }) => id === this.cluster.leader);
    if (leader === undefined) throw new GraderBug('the server under test leads');
    return leader;
  }

  /** A put of a fresh key, for the next seq in the current view; nothing is sent yet. */
  proposal(command?: string): Slot {
    const { choices, cluster } = this;
    const request = this.makeRequest(command ?? `put ${choices.word()} ${choices.word()}`);
    const slot = { view: cluster.shape.view, seq: cluster.nextSeq, request };
    cluster.nextSeq += 1;
    this.#slots.push(slot);
    return slot;
  }

  /** Leaves the server to the next scenario, with nothing half done. */
  async handOver(): Promise<void> {
    const isExecuted = ({ request }: Slot): boolean => this.executionsOf(request).length > 0;
    for (const slot of this.#slots.filter((one) => !isExecuted(one))) {
      this.prepare(slot);
      this.commit(slot, this.enough);
    }
    await this.settle();
    this.handedOver = this.#slots.every(isExecuted);
  }

  /** The client asks the server under test, which leads; the seq that it proposed is returned. */
  async ask(): Promise<Slot> {
    const { seq: _, ...rest } = this.proposal();
    this.note(t`the client asks server ${this.id}, the leader: ${rest.request.req.command}`);
    this.#send('client', METHOD.request, [rest.request]);
    await this.settle();
    const seq = this.proposedSeq(rest.request);
    if (seq === undefined) throw new GraderBug('the leader proposed nothing');
    return { ...rest, seq };
  }

  /** The leader proposes. */
  propose(...slots: readonly Slot[]): void {
    const { leader } = this;
    for (const { seq, request } of slots)
      this.note(t`pre-prepare of leader ${leader.id} for seq ${seq}: ${shown(request)}`);
    const proposals = slots.map((slot) => leader.prePrepare(slot));
    this.#send(leader.id, METHOD.prePrepare, proposals);
  }

  /** Others prepare, together; 2f of them unless told otherwise: with the proposal, a quorum. */
  prepare(slot: Slot, voters: readonly PuppetServer[] = this.enough): void {
    this.note(preparesOf(voters, slot.seq));
    this.#sendAll(voters.map((from) => [from.id, METHOD.prepare, from.prepare(slot)]));
  }

  /** These servers send their commits, together. */
  commit(slot: Slot, voters: readonly PuppetServer[]): void {
    this.note(commitsOf(voters, slot.seq));
    this.#sendAll(voters.map((from) => [from.id, METHOD.commit, from.commit(slot)]));
  }

  /** Commits that no honest server would send, together. */
  badCommits(from: PuppetServer, ...votes: readonly BadVote[]): void {
    const all = t`bad commits of every kind, together, from server ${from.id}`;
    if (votes.length > MOST_TOLD) this.note(all);
    else for (const { what } of votes) this.note(t`${what}, from server ${from.id}`);
    this.#send(
      from.id,
      METHOD.commit,
      votes.map(({ vote }) => vote),
    );
  }

  /** Any messages, in one piece and in this order; the story tells what they are. */
  say(what: Words, messages: readonly (readonly [number, string, unknown])[]): void {
    this.note(what);
    this.#sendAll(messages);
  }

  /** A line that is no request at all, on a connection of its own. */
  garbage(line: string, what: Words): void {
    this.note(what);
    const params = { line: line.slice(0, 100) };
    this.cluster.deliverRaw({ from: 'unknown', to: this.id, method: 'garbage', params }, line);
  }

  /** Brings the server to the point where only commits are missing for the next seq. */
  async prepared(): Promise<Slot> {
    const slot = this.proposal();
    this.propose(slot);
    this.prepare(slot);
    await this.settle();
    return slot;
  }

  /** The longest that a ping is waited for, in milliseconds. */
  get pingLimitMs(): number {
    return this.limits.pingMs;
  }

  /** How long the server takes to answer a ping, in milliseconds; at most the limit for pings. */
  async ping(): Promise<number> {
    const startMs = performance.now();
    await Promise.all(this.cluster.running.map((server) => server.ping()));
    return performance.now() - startMs;
  }

  /** The Commits that the server under test sent for this seq. */
  commitsFor({ seq }: Slot): Message[] {
    return this.sentBy(this.id, METHOD.commit)
      .filter(({ params }) => fieldsOf(params).seq === seq)
      .sort((a, b) => Number(a.to) - Number(b.to)); // not as links happen to be read
  }

  /** It must send its Commit for `slot` to every other server that takes connections, once. */
  async mustCommit(slot: Slot, why: Words, options: CommitOptions = {}): Promise<void> {
    const { code = 'commit-sent', patienceMs } = options;
    const refusing = (id: number): boolean => this.cluster.shape.passive.get(id) === 'refuses';
    const expected = this.others.filter(({ id }) => !refusing(id));
    const sent = (): Message[] => this.commitsFor(slot);
    const reached = (): Set<unknown> => new Set(sent().map(({ to }) => to));
    const to = namesOf(expected.map(({ id }) => id));
    const expectation: Expectation = {
      code,
      expected: t`server ${this.id} sends a Commit for seq ${slot.seq} to ${to}: ${why}`,
      actual: () => {
        const whom = [...reached()].filter((id) => typeof id === 'number');
        const which = whom.length === 0 ? t`it sent none` : t`it sent one only to ${namesOf(whom)}`;
        const all = t`${which}; in all it sent ${this.trafficOf(this.id)}`;
        const stray = this.#strayCommit(slot);
        return stray === undefined ? all : t`${all}; the last Commit says ${stray}`;
      },
    };
    await this.must(() => reached().size >= expected.length, expectation, patienceMs);
    await this.mustNot(() => sent().length > expected.length, {
      code: 'commit-once',
      expected: t`${expected.length} Commits for seq ${slot.seq}, one to each other server`,
      actual: () => t`server ${this.id} sent ${sent().length}`,
    });
  }

  /** A Commit must say what the proposal says, and be signed by the server under test. */
  mustSay({ params, to }: Message, slot: Slot): void {
    const flaw = flawOf(params, slot, this.id, this.cluster.identity(this.id).publicKey);
    if (flaw === undefined) return;
    const { code, expected, actual } = flaw;
    const seen = code === 'commit-fields' ? t`to server ${to} ${actual}` : actual;
    this.fail({ code, expected, actual: () => seen });
  }

  /** It must not send its Commit for `slot`, once all that was sent has been dealt with. */
  async mustNotCommit(slot: Slot, why: Words, lingerMs?: number): Promise<void> {
    await this.mustNot(
      () => this.commitsFor(slot).length > 0,
      {
        code: 'commit-early',
        expected: t`no Commit for seq ${slot.seq}: ${why}`,
        actual: () => commitsSent(this.id, this.commitsFor(slot).length),
      },
      lingerMs,
    );
  }

  /** It must not have executed `slot`, once all that was sent has been dealt with. */
  async mustNotExecute(slot: Slot, code: RuleCode, why: Words, lingerMs?: number): Promise<void> {
    const actual = (): Words => {
      const early = premature(this.cluster.trace.steps, this.facts);
      const found = early.find(({ execution }) => execution.seq === slot.seq);
      if (found === undefined) return t`server ${this.id} executed it all the same`;
      const commits = validCommits(found.commits);
      return t`server ${this.id} executed it; by then it had ${commits} of others`;
    };
    const expected = t`seq ${slot.seq} is not executed: ${why}`;
    const happened = (): boolean => this.executionsOf(slot.request).length > 0;
    await this.mustNot(happened, { code, expected, actual }, lingerMs);
  }

  /** Sends bad commits one by one; none may make it execute. Exactly one good vote is missing. */
  async mustIgnore(
    slot: Slot,
    from: PuppetServer,
    votes: readonly BadVote[],
    code: RuleCode,
    why: Words = t`it has 1 valid commit of the 2 needed; the last one does not count`,
  ): Promise<void> {
    for (const bad of votes) {
      this.badCommits(from, bad);
      await this.mustNotExecute(slot, code, why);
    }
  }

  /** It must execute `slot`, once, with the right result. */
  async mustExecute(
    slot: Slot,
    code: RuleCode,
    why: Words,
    result: string = PUT_RESULT,
  ): Promise<void> {
    const { seq, request } = slot;
    const seen = () => this.executionsOf(request);
    await this.must(() => seen().length > 0, {
      code,
      expected: t`seq ${seq} is executed and answered: ${why}`,
      actual: () => t`no signed reply of server ${this.id} came, and nothing moves any more`,
    });
    await this.mustNot(() => seen().length > 1, {
      code: 'executed-once',
      expected: t`seq ${seq} is executed and answered once`,
      actual: () => t`server ${this.id} answered it ${seen().length} times`,
    });
    const wrong = seen().find((execution) => execution.result !== result);
    if (wrong === undefined) return;
    this.fail({
      code: 'result-right',
      expected: t`the result "${result}" of "${shown(request)}"`,
      actual: () => t`server ${this.id} replied "${wrong.result}"`,
    });
  }

  /** What it committed to instead, for the report of a missing Commit. */
  #strayCommit(slot: Slot): string | undefined {
    const other =
      this.commitsFor(slot).length === 0 ? this.sentBy(this.id, METHOD.commit).at(-1) : undefined;
    if (other === undefined) return undefined;
    const { msg = other.params } = (other.params ?? {}) as { msg?: unknown };
    return quoted(msg);
  }

  #at(index: number): PuppetServer {
    const server = this.others[index];
    if (server === undefined) throw new GraderBug(`no other server ${index}`);
    return server;
  }

  #send(from: number | 'client', method: string, params: readonly unknown[]): void {
    this.cluster.deliver(
      this.id,
      params.map((one) => ({ from, method, params: one })),
    );
  }

  #sendAll(messages: readonly (readonly [number, string, unknown])[]): void {
    this.cluster.deliver(
      this.id,
      messages.map(([from, method, params]) => ({ from, method, params })),
    );
  }
}
