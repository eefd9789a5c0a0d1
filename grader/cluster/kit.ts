import type { Sandbox } from '../sandbox/sandbox.ts';
import { allEnded } from '../within.ts';
import type { Limits } from './limits.ts';

/** Something that must not outlive the grade. */
interface Ended {
  kill(): Promise<void>;
}

/** The server processes of one grade. */
export class Processes {
  readonly #running = new Set<Ended>();
  #started = 0;

  /** How many were started so far. */
  get started(): number {
    return this.#started;
  }

  get running(): number {
    return this.#running.size;
  }

  add(server: Ended): void {
    this.#started += 1;
    this.#running.add(server);
  }

  delete(server: Ended): void {
    this.#running.delete(server);
  }

  /** Ends all that still run. */
  async endAll(): Promise<void> {
    await allEnded([...this.#running].map((server) => server.kill()));
  }
}

/** The lab's programs, built. */
export interface Programs {
  /** One file, ready for `node`. */
  readonly file: string;
  /** What a program printed, with places in the bundle told as places in the sources. */
  readable(output: string): string;
}

/** What every scenario of one grade shares: the built submission and where to run it. */
export interface Kit {
  /** The framework with the submission's server. */
  readonly bundle: Programs;
  /** The framework as it is: what a submission is compared with, and the client. */
  readonly reference: Programs;
  readonly sandbox: Sandbox;
  /** A directory of the grader's own, removed after the grade. */
  readonly workDir: string;
  /** Every server process that was started: none may outlive the grade. */
  readonly processes: Processes;
  /** True to let servers log at level Info, and to keep what they print beside the trace. */
  readonly logs?: boolean;
  /** How long things may take on this machine. */
  readonly limits: Limits;
  /** Aborted when the grade is interrupted: no process is started any more. */
  readonly signal: AbortSignal;
}
