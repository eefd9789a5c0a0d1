import { execa } from 'execa';

/** From SIGTERM to SIGKILL, for a server that does not end by itself. */
const KILL_DELAY_MS = 1_000;

/** How a child process ended: `exit 1`, `killed by SIGKILL`. */
type Ending = string;

/** One server of a cluster, running as a process of its own. */
export interface Child {
  readonly pid: number;
  /** Resolves when the process is gone and its output was read. */
  readonly ended: Promise<Ending>;
  /** Asks the process to end, insists a moment later, and resolves when it is gone. */
  readonly stop: () => Promise<Ending>;
}

/**
 * Starts a TypeScript file as a process.
 *
 * Plain `node` with a loader, not the `tsx` command: that one is a second process, and who kills
 * it leaves the real one alive.
 *
 * @param onLine called for each line that the process prints, wherever it prints it.
 * @throws Error when it cannot be started.
 */
export function startChild(
  file: string,
  args: readonly string[],
  onLine: (line: string) => void,
): Child {
  const loader = import.meta.resolve('tsx'); // found from here, not from the working directory
  const child = execa(process.execPath, ['--import', loader, file, ...args], {
    all: true,
    buffer: false,
    stdin: 'ignore',
    reject: false,
    forceKillAfterDelay: KILL_DELAY_MS,
  });
  if (child.pid === undefined) throw new Error(`cannot start ${process.execPath}`);
  const read = async (): Promise<void> => {
    for await (const line of child.iterable({ from: 'all' })) onLine(line);
  };
  const ended = Promise.all([child, read()]).then(([{ exitCode, signal }]) => {
    return signal === undefined ? `exit ${exitCode}` : `killed by ${signal}`;
  });
  const stop = (): Promise<Ending> => {
    child.kill();
    return ended;
  };
  return { pid: child.pid, ended, stop };
}
