import type { Sandbox } from '../sandbox/sandbox.ts';

/** What every scenario of one grade shares: the built submission and where to run it. */
export interface Kit {
  /** The bundle of the framework and the submission's server, ready for `node`. */
  readonly bundle: string;
  readonly sandbox: Sandbox;
  /** A directory of the grader's own, removed after the grade. */
  readonly workDir: string;
}
