import type { CommitArgs, PrepareArgs, RequestArgs } from './messages.ts';

/**
 * The stages of one request at one server, numbered as in the log lines. A certificate is in the
 * stage whose votes it is collecting.
 */
export const Stage = { Request: 0, PrePrepare: 1, Prepare: 2, Commit: 3, Reply: 4 } as const;
export type Stage = (typeof Stage)[keyof typeof Stage];

/** What a certificate is about, once its pre-prepare is accepted. */
export interface Proposal {
  readonly view: number;
  readonly seq: number;
  /** What votes name: the digest of the request, in hexadecimal. */
  readonly digest: string;
  readonly request: RequestArgs;
  /** With `-batch`, those that are executed after it under the same seq. */
  readonly more: readonly RequestArgs[];
}

/** Votes that may wait unverified in one queue, so that memory is bounded. */
export const MAX_QUEUED_VOTES = 256;
/** Signed votes of one server that a full queue keeps; an honest one sends one. */
export const MAX_KEPT_OF_ONE = 4;

/** True for a vote that was signed by the server that it names, whatever it says. */
export type IsSigned = (type: 'prepare' | 'commit', vote: PrepareArgs | CommitArgs) => boolean;

/**
 * The certificate of one seq: its request, its stage, and the votes for it.
 *
 * A vote goes through two steps: it is *pushed* unverified when it arrives, which may be before
 * the pre-prepare; it is *popped*, verified, and *counted* by its sender's id when the stage
 * allows. Only servers other than this one are counted, so a quorum is 2f counted votes.
 *
 * No `await` may stand between the first read and the last write of a certificate: that rule
 * stands in for the lab's mutex.
 */
export class LogCert {
  readonly seq: number;
  readonly #isSigned: IsSigned;
  #stage: Stage = Stage.Request;
  #proposal: Proposal | undefined;
  #prepares: PrepareArgs[] = [];
  #commits: CommitArgs[] = [];
  readonly #prepareVoters = new Set<number>();
  readonly #commitVoters = new Set<number>();

  /**
   * @param isSigned asked only when a queue is full, for what may be thrown out of it; a `server.ts` from
   * before there was one has it trust all.
   */
  constructor(seq: number, isSigned: IsSigned = () => true) {
    this.seq = seq;
    this.#isSigned = isSigned;
  }

  /** Accepts a proposal for this seq. */
  set(view: number, digest: string, request: RequestArgs, more: readonly RequestArgs[] = []): void {
    this.#proposal = { view, seq: this.seq, digest, request, more };
  }

  /** Lets go of a batch that was executed: what comes late needs the digest only. */
  forgetBatch(): void {
    if (this.#proposal !== undefined) this.#proposal = { ...this.#proposal, more: [] };
  }

  /** True once {@link set} was called. */
  isSet(): boolean {
    return this.#proposal !== undefined;
  }

  /** The accepted proposal. @throws Error when there is none yet, see {@link isSet}. */
  get(): Proposal {
    if (this.#proposal === undefined) throw new Error(`seq ${this.seq} has no pre-prepare yet`);
    return this.#proposal;
  }

  getStage(): Stage {
    return this.#stage;
  }

  setStage(stage: Stage): void {
    this.#stage = stage;
  }

  /** Queues a prepare, unverified. */
  pushPrepare(args: PrepareArgs): void {
    this.#push('prepare', this.#prepares, args);
  }

  /** Takes all queued prepares, oldest first; the queue is empty afterwards. */
  popAllPrepares(): PrepareArgs[] {
    const prepares = this.#prepares;
    this.#prepares = [];
    return prepares;
  }

  /** True when a valid prepare of server `id` was counted. */
  prepareVoted(id: number): boolean {
    return this.#prepareVoters.has(id);
  }

  /** Counts server `id` as prepared; counting it again changes nothing. */
  prepareVote(id: number): void {
    this.#prepareVoters.add(id);
  }

  /** How many servers were counted as prepared. */
  prepareBallot(): number {
    return this.#prepareVoters.size;
  }

  /** Queues a commit, unverified. */
  pushCommit(args: CommitArgs): void {
    this.#push('commit', this.#commits, args);
  }

  /** Takes all queued commits, oldest first; the queue is empty afterwards. */
  popAllCommits(): CommitArgs[] {
    const commits = this.#commits;
    this.#commits = [];
    return commits;
  }

  /** True when a valid commit of server `id` was counted. */
  commitVoted(id: number): boolean {
    return this.#commitVoters.has(id);
  }

  /** Counts server `id` as committed; counting it again changes nothing. */
  commitVote(id: number): void {
    this.#commitVoters.add(id);
  }

  /** How many servers were counted as committed. */
  commitBallot(): number {
    return this.#commitVoters.size;
  }

  /** Queues a vote. Whoever fills a queue with votes that nobody signed keeps out nobody else's. */
  #push<Vote extends PrepareArgs | CommitArgs>(
    type: 'prepare' | 'commit',
    queue: Vote[],
    vote: Vote,
  ): void {
    if (queue.length >= MAX_QUEUED_VOTES) {
      const kept = new Map<number, number>();
      const stays = (one: Vote): boolean => {
        const known = kept.get(one.msg.id) ?? 0;
        if (known >= MAX_KEPT_OF_ONE || !this.#isSigned(type, one)) return false;
        kept.set(one.msg.id, known + 1);
        return true;
      };
      queue.splice(0, queue.length, ...queue.filter(stays));
    }
    if (queue.length < MAX_QUEUED_VOTES) queue.push(vote);
  }
}
