/** How strongly a submission's processes are kept apart, weakest first. Printed in every result. */
type Tier = 'process';

/** What is really started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** One way to keep a submission's processes from the machine and from each other. */
export interface Sandbox {
  readonly tier: Tier;
  /**
   * The command that runs `node bundle ...args` inside.
   * @param readable directories that the process may read besides that of the bundle.
   */
  command(bundle: string, args: readonly string[], readable: readonly string[]): Command;
}
