import type { Judgement } from '../score/trace.ts';
import type { Message } from '../text/text.ts';

/** How far a right server is with one seq. */
export type CertificateStage = 'none' | 'pre-prepared' | 'prepared' | 'committed' | 'executed';

/** A proposal or vote that a right server does not count. */
export interface Refused {
  /** Number of the message in the trace. */
  readonly message: number;
  /** Who sent it: number of a process, or a node of the grader's. */
  readonly from: number | 'client' | 'master' | 'unknown';
  /** The server that it names as its voter; none for a proposal. */
  readonly claims?: number;
  readonly method: string;
  readonly why: Exclude<Judgement, 'accepted'>;
}

/**
 * What one real server holds for one seq: as a right server would, from what was delivered to it.
 * Only `sentCommit` and `executed` are what was seen: so a reader sees where the submission departs.
 */
export interface Certificate {
  /** Number of the process: the id of the server, or 3f+1 for the other process of a twin. */
  readonly server: number;
  readonly seq: number;
  readonly stage: CertificateStage;
  /** Ids of others whose prepares count, in the order of arrival. */
  readonly prepares: readonly number[];
  /** Ids of others whose commits count, in the order of arrival. */
  readonly commits: readonly number[];
  /** Votes of others that make a quorum: 2f. */
  readonly needed: number;
  readonly refused: readonly Refused[];
  /** True when it was seen to send a Commit for this seq. */
  readonly sentCommit: boolean;
  /** How often it was seen to execute this seq. */
  readonly executed: number;
}

/** What a step is: something that happened to a message, or an event of the trace. */
export type StepKind =
  | 'sent'
  | 'held'
  | 'delayed'
  | 'copied'
  | 'dropped'
  | 'altered'
  | 'delivered'
  | 'answered' // with an error
  | 'note'
  | 'killed'
  | 'exited'
  | 'frozen'
  | 'thawed'
  | 'executed'
  | 'verdict';

/** One thing that is worth stepping to. */
export interface Step {
  readonly index: number;
  /** Milliseconds since the start of the scene. */
  readonly atMs: number;
  readonly kind: StepKind;
  /** Number of the message that it is about. */
  readonly message?: number;
  /** Which delivery of that message: index into its `deliveredMs` and `judged`. */
  readonly delivery?: number;
  /** Index into the events of the trace. */
  readonly event?: number;
  /** What happens, in one sentence. */
  readonly text: Message;
  /** The certificates that changed, as they are after this step. */
  readonly changes: readonly Certificate[];
  /** True where the rule broke; only in a trace that ends with a failure, and there once. */
  readonly broken: boolean;
  /** False for what may be folded away: it is not about the seqs that the end is about. */
  readonly matters: boolean;
}

/** A scene, step by step. */
export interface Replay {
  readonly steps: readonly Step[];
  /** The seqs that the end of the story is about; see docs/dev/trace.md. */
  readonly seqs: readonly number[];
}
