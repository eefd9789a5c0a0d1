import type { Message, TraceStep } from '../network/trace.ts';
import type { Judgement } from '../score/trace.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import type { Execution } from './executions.ts';
import { type Facts, quorumOfOthers } from './facts.ts';
import { Genuine } from './genuine.ts';
import { ServerProcesses } from './processes.ts';

/** What the judge of a trace is told besides the trace. */
interface Case {
  readonly facts: Facts;
  /** Id of the server that runs twice. */
  readonly twin?: number | undefined;
  /** The executions in the trace. */
  readonly executed: readonly Execution[];
}

/** What a right server knows of one seq at one moment. */
interface Slot {
  /** Digest of the first valid proposal in the whole trace: votes may come before it. */
  readonly digest: string | undefined;
  proposed: boolean;
  readonly prepare: Set<number>;
  readonly commit: Set<number>;
}

const JUDGED: readonly string[] = [METHOD.prePrepare, METHOD.prepare, METHOD.commit];

/**
 * What a right server makes of each proposal and vote that was delivered to a real one: by the
 * number of the message, an entry for each of its deliveries.
 *
 * It is judged with hindsight: a vote that came before the proposal counts when it matches it, and
 * matches anything where none came.
 */
export function judgements(
  steps: readonly TraceStep[],
  given: Case,
): ReadonlyMap<number, readonly Judgement[]> {
  const judge = new Judge(given);
  for (const step of steps) judge.learn(step);
  const judged = new Map<number, Judgement[]>();
  for (const step of steps) {
    const found = judge.of(step);
    if (found === undefined || !('message' in step)) continue;
    const { number } = step.message;
    judged.set(number, [...(judged.get(number) ?? []), found]);
  }
  return judged;
}

class Judge {
  readonly #facts: Facts;
  readonly #real: ReadonlySet<number>;
  readonly #genuine: Genuine;
  readonly #processes: ServerProcesses;
  readonly #executed: readonly Execution[];
  /** Digest of the first valid proposal, by process and seq. */
  readonly #proposals = new Map<string, string>();
  /** Where in the trace a process was first seen to have executed a seq. */
  #executedAt: ReadonlyMap<string, number> | undefined;
  readonly #slots = new Map<string, Slot>();

  constructor({ facts, twin, executed }: Case) {
    const servers = facts.serverKeys.size;
    this.#facts = facts;
    this.#real = new Set([...facts.real, ...(twin === undefined ? [] : [twin, servers])]);
    this.#genuine = new Genuine(facts);
    this.#processes = new ServerProcesses({ servers, twin });
    this.#executed = executed;
  }

  /** Learns of proposals: those that are delivered, and those that a leader makes. */
  learn(step: TraceStep): void {
    if (!('message' in step) || step.message.method !== METHOD.prePrepare) return;
    const { from, params, made } = step.message;
    const receiver = this.#receiverOf(step);
    if (receiver !== undefined) {
      const proposal = this.#genuine.proposal(step.message);
      if (proposal.ok && !this.#leads(receiver)) this.#propose(receiver, proposal);
    } else if (step.kind === 'sent' && !made && typeof from === 'number') {
      this.#processes.proposed(from, params);
      const { seq, digest } = fieldsOf(params);
      const isProposal = typeof seq === 'number' && typeof digest === 'string';
      if (isProposal && this.#leads(from)) this.#propose(from, { seq, digest });
    }
  }

  /** The judgement on a delivery; `undefined` for all other steps. */
  of(step: TraceStep): Judgement | undefined {
    const receiver = this.#receiverOf(step);
    if (receiver === undefined || !('message' in step)) return undefined;
    const { message, index } = step;
    return message.method === METHOD.prePrepare
      ? this.#onProposal(message, receiver)
      : this.#onVote(message, receiver, index);
  }

  #onProposal(message: Message, receiver: number): Judgement {
    const proposal = this.#genuine.proposal(message);
    if (!proposal.ok) return proposal.why;
    if (this.#leads(receiver)) return 'own';
    const slot = this.#slot(receiver, proposal.seq);
    if (proposal.digest !== slot.digest) return 'proposed';
    if (slot.proposed) return 'duplicate';
    slot.proposed = true;
    return 'accepted';
  }

  #onVote(message: Message, receiver: number, index: number): Judgement {
    const vote = this.#genuine.vote(message);
    if (vote === undefined) return 'shape';
    const { type, id, view, seq, digest } = vote;
    if (view !== this.#facts.view) return 'view';
    if (!this.#facts.serverKeys.has(id)) return 'member';
    if (id === this.#processes.idOf(receiver)) return 'own';
    if (!vote.isSigned()) return 'signature';
    const slot = this.#slot(receiver, seq);
    if (slot.digest !== undefined && slot.digest !== digest) return 'digest';
    if (slot[type].has(id)) return 'duplicate';
    if (this.#isOver(receiver, seq, index)) return 'late';
    slot[type].add(id);
    return 'accepted';
  }

  /** Executed, and rightly so: one that executes too early still has to wait for the votes. */
  #isOver(process: number, seq: number, index: number): boolean {
    const { proposed, prepare, commit } = this.#slot(process, seq);
    const quorum = quorumOfOthers(this.#facts);
    if (!proposed || prepare.size < quorum || commit.size < quorum) return false;
    this.#executedAt ??= this.#firstExecutions();
    return (this.#executedAt.get(`${process} ${seq}`) ?? Number.POSITIVE_INFINITY) < index;
  }

  #firstExecutions(): ReadonlyMap<string, number> {
    const first = new Map<string, number>();
    for (const { server, seq, clientKey, timestamp, index } of this.#executed) {
      const process = this.#processes.of(server, { msg: { clientKey, timestamp } });
      const key = `${process} ${seq}`;
      if (!first.has(key)) first.set(key, index);
    }
    return first;
  }

  /** Number of the real process to which a proposal or vote is delivered. */
  #receiverOf(step: TraceStep): number | undefined {
    if (step.kind !== 'delivered' || !JUDGED.includes(step.message.method)) return undefined;
    const { to, params } = step.message;
    if (typeof to !== 'number' || !this.#real.has(to)) return undefined;
    return this.#processes.of(to, params);
  }

  #leads(process: number): boolean {
    const { view, serverKeys } = this.#facts;
    return this.#processes.idOf(process) === view % serverKeys.size;
  }

  #propose(process: number, { seq, digest }: { seq: number; digest: string }): void {
    const key = `${process} ${seq}`;
    if (!this.#proposals.has(key)) this.#proposals.set(key, digest);
  }

  #slot(process: number, seq: number): Slot {
    const key = `${process} ${seq}`;
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const digest = this.#proposals.get(key);
    // A leader has its own proposal before it can get a vote.
    const proposed = digest !== undefined && this.#leads(process);
    const slot = { digest, proposed, prepare: new Set<number>(), commit: new Set<number>() };
    this.#slots.set(key, slot);
    return slot;
  }
}
