import type { Sandbox } from '../sandbox/sandbox.ts';

/** What every scenario of one grade shares: the built submission and where to run it. */
export interface Kit {
  /** The bundle of the framework and the submission's server, ready for `node`. */
  readonly bundle: string;
  readonly sandbox: Sandbox;
  /** A directory of the grader's own, removed after the grade. */
  readonly workDir: string;
  /** Every server process that was started: none may outlive the grade. */
  readonly processes: Set<{ kill(): Promise<void> }>;
  /** Aborted when the grade is interrupted: no process is started any more. */
  readonly signal: AbortSignal;
}
