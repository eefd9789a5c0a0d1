import { Cluster } from '../cluster/cluster.ts';
import type { Kit } from '../cluster/kit.ts';
import { GraderBug } from '../errors.ts';
import { quorumOfOthers } from '../oracles/facts.ts';
import { premature } from '../oracles/quorum.ts';
import { PuppetServer, type Slot } from '../puppet/server.ts';
import type { Choices } from '../seed.ts';
import { METHOD, type Vote } from '../wire/messages.ts';
import type { RuleCode } from './rules.ts';
import { Scene } from './scene.ts';

/** What the store answers to a put. Source: the lab's handout. */
const PUT_RESULT = 'put ok';

/**
 * ONE real server, a backup; the grader plays the master, the other 3f servers and the client.
 *
 * The shape in which most rules are decided: the server sees just the messages of the story.
 */
export class ReplicaScene extends Scene {
  /** Id of the server under test. */
  readonly id: number;
  /** All other servers, in an order that the seed chose. */
  readonly others: readonly PuppetServer[];

  private constructor(cluster: Cluster, choices: Choices, id: number) {
    super(cluster, choices);
    this.id = id;
    const others = cluster.ids.filter((other) => other !== id);
    this.others = choices
      .shuffled(others)
      .map((other) => new PuppetServer(other, cluster.identity(other)));
  }

  static async open(kit: Kit, choices: Choices, { f }: { f: number }): Promise<ReplicaScene> {
    const id = choices.integer(1, 3 * f); // server 0 leads view 0
    const cluster = await Cluster.start(kit, { f, view: 0, real: [id] }, choices);
    return new ReplicaScene(cluster, choices, id);
  }

  /** Votes of other servers that make a quorum: 2f. */
  get quorum(): number {
    return quorumOfOthers(this.facts);
  }

  /** A put of a fresh key, proposed for `seq` in the current view; nothing is sent yet. */
  proposal(seq: number): Slot {
    const { choices, cluster } = this;
    const request = this.makeRequest(`put ${choices.word()} ${choices.word()}`);
    return { view: cluster.shape.view, seq, request };
  }

  /** The leader proposes. */
  propose(slot: Slot): void {
    const leader = this.others.find(({ id }) => id === this.cluster.leader);
    if (leader === undefined) throw new GraderBug('the server under test leads');
    this.note(
      `pre-prepare of leader ${leader.id} for seq ${slot.seq}: ${slot.request.req.command}`,
    );
    void this.cluster.send(leader.id, this.id, METHOD.prePrepare, leader.prePrepare(slot));
  }

  /** 2f others prepare: with the proposal, a quorum. */
  prepare(slot: Slot): void {
    const voters = this.others.slice(0, this.quorum);
    this.note(`prepares of ${idsOf(voters)} for seq ${slot.seq}`);
    for (const voter of voters) {
      void this.cluster.send(voter.id, this.id, METHOD.prepare, voter.prepare(slot));
    }
  }

  /** Each of these servers sends its commit. */
  commit(slot: Slot, voters: readonly PuppetServer[]): void {
    this.note(`commits of ${idsOf(voters)} for seq ${slot.seq}`);
    for (const voter of voters) {
      void this.cluster.send(voter.id, this.id, METHOD.commit, voter.commit(slot));
    }
  }

  /** A commit that no honest server would send, described for the report. */
  badCommit(from: PuppetServer, vote: object, description: string): void {
    this.note(`${description}, from server ${from.id}`);
    void this.cluster.send(from.id, this.id, METHOD.commit, vote);
  }

  /** A commit as raw text: for what differs only in its bytes. */
  rawCommit(from: PuppetServer, vote: Vote, line: string, description: string): void {
    this.note(`${description}, from server ${from.id}`);
    this.cluster.sendRaw(from.id, this.id, METHOD.commit, vote, line);
  }

  /** Brings the server to the point where only commits are missing for `seq`. */
  async prepared(seq: number): Promise<Slot> {
    const slot = this.proposal(seq);
    this.propose(slot);
    this.prepare(slot);
    await this.settle();
    return slot;
  }

  /** It must not have executed `slot`, once all that was sent has been dealt with. */
  async mustNotExecute(slot: Slot, code: RuleCode, why: string): Promise<void> {
    await this.mustNot(() => this.executionsOf(slot.request).length > 0, {
      code,
      expected: `seq ${slot.seq} is not executed: ${why}`,
      actual: () => {
        const early = premature(this.cluster.trace.steps, this.facts);
        const { commits = 0 } = early.find(({ execution }) => execution.seq === slot.seq) ?? {};
        return `server ${this.id} executed it; valid commits of others by then: ${commits}`;
      },
    });
  }

  /** It must execute `slot`, once, with the right result. */
  async mustExecute(slot: Slot, code: RuleCode, why: string): Promise<void> {
    const { seq, request } = slot;
    const seen = () => this.executionsOf(request);
    await this.must(() => seen().length > 0, {
      code,
      expected: `seq ${seq} is executed: ${why}`,
      actual: () => `server ${this.id} did not execute it, and nothing moves any more`,
    });
    await this.mustNot(() => seen().length > 1, {
      code: 'executed-once',
      expected: `seq ${seq} is executed and answered once`,
      actual: () => `server ${this.id} answered it ${seen().length} times`,
    });
    const wrong = seen().find(({ result }) => result !== PUT_RESULT);
    if (wrong === undefined) return;
    this.fail({
      code: 'result-right',
      expected: `the result "${PUT_RESULT}"`,
      actual: () => `server ${this.id} replied "${wrong.result}"`,
    });
  }
}

function idsOf(servers: readonly PuppetServer[]): string {
  return servers.map(({ id }) => `server ${id}`).join(', ');
}
