import * as z from 'zod';

/** How strongly a submission's processes are kept apart, strongest first. */
export const TIERS = ['bwrap', 'uid', 'process'] as const;

/** One of {@link TIERS}. Printed in every result; docs/dev/isolation.md says what each stops. */
export const Tier = z.enum(TIERS);
export type Tier = z.infer<typeof Tier>;

/** What is really started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** The command of one server process, and what becomes of it. */
export interface ServerCommand extends Command {
  /**
   * True when the process that is started is bubblewrap, and node runs below it. It tells the
   * signal that ended node as an exit code, 128 and the signal's number.
   */
  readonly wrapped?: boolean;
  /**
   * Ends what the process left behind and frees what was set aside for it. To be called once, when
   * the process is gone or could not be started.
   * @throws EnvironmentError when that is not possible.
   */
  readonly release?: () => Promise<void>;
}

/** One way to keep a submission's processes from the machine and from each other. */
export interface Sandbox {
  readonly tier: Tier;
  /**
   * The command that runs `node bundle ...args` inside. It may change who may read these files.
   * @param readable directories with files that the process may read besides the bundle; no other
   * server process may.
   * @throws EnvironmentError when there is no program or no user for it.
   */
  command(bundle: string, args: readonly string[], readable: readonly string[]): ServerCommand;
  /**
   * Ends whatever server processes left behind and removes what was made for them: the end of a
   * grade. The sandbox may be used again after it.
   * @throws EnvironmentError when something outlives it.
   */
  sweep?(): Promise<void>;
}
