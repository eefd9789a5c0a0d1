import type { Cluster } from '../cluster/cluster.ts';
import { GraderBug } from '../errors.ts';
import { quorumOfOthers } from '../oracles/facts.ts';
import type { BadVote } from '../puppet/bad-votes.ts';
import { PuppetServer, type Slot } from '../puppet/server.ts';
import { t, type Message as Words } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';
import { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { commitsOf, preparesOf, shown } from './words.ts';

/** Bad votes of one piece that a report lists; more of them are told in one line. */
const MOST_TOLD = 4;

/** What the grader does to the one real server of a cluster: it plays all that send it something. */
export abstract class ReplicaActs extends Scene {
  /** Id of the server under test. */
  readonly id: number;
  /** All other servers, in an order that the seed chose; the faulty ones last. */
  readonly others: readonly PuppetServer[];
  readonly #slots: Slot[] = [];

  protected constructor(stage: Stage, cluster: Cluster, id: number, others: readonly number[]) {
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

  /** The request of a seq, for the next seq: only a faulty leader proposes it. Nothing is sent yet. */
  proposedAgain({ request }: Slot): Slot {
    const { view, seq } = this.proposal();
    this.#slots.pop(); // it is not executed twice
    return { view, seq, request };
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
