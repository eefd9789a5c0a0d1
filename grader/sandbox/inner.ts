import { readFileSync } from 'node:fs';

/** bubblewrap watches from outside, and again as the first process inside. */
const MAX_DEPTH = 2;
/** A process stops within this, or the machine is not well. */
const STOP_LIMIT_MS = 5_000;

/**
 * The process that bubblewrap runs, by its pid as seen from here: the first below it that is not
 * bubblewrap itself. Signals for a server are for this one: bubblewrap passes none on.
 */
export function innermost(pid: number): number {
  let found = pid;
  for (
    let depth = 0;
    depth < MAX_DEPTH && readIfThere(`/proc/${found}/comm`) === 'bwrap';
    depth += 1
  ) {
    const child = childOf(found);
    if (child === undefined) return found;
    found = child;
  }
  return found;
}

/**
 * Ends bubblewrap and all that runs in it, at any moment. It asks the system to end what is inside
 * with itself, but only when it has set everything up: killed before that, it would leave behind
 * what it started. So the first process inside, with which all others end, is killed first.
 */
export async function endWrapped(pid: number): Promise<void> {
  let child = childOf(pid);
  if (child === undefined) {
    // It has none yet, or none any more. Stopped, it starts none meanwhile.
    send(pid, 'SIGSTOP');
    const deadlineMs = performance.now() + STOP_LIMIT_MS;
    while (!isStopped(pid) && performance.now() < deadlineMs) await new Promise(setImmediate);
    child = childOf(pid);
  }
  if (child !== undefined) send(child, 'SIGKILL');
  send(pid, 'SIGKILL');
}

/** True when the system shows a process as stopped, or as ended. */
export function isStopped(pid: number): boolean {
  const state = /^State:\s+(\w)/m.exec(readIfThere(`/proc/${pid}/status`))?.[1];
  return state === undefined || 'TZX'.includes(state);
}

/** Sends a signal; a process that is gone gets none. */
export function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childOf(pid: number): number | undefined {
  const [child] = readIfThere(`/proc/${pid}/task/${pid}/children`).split(' ');
  return child === undefined || child === '' ? undefined : Number(child);
}

/** The text of a file of /proc; empty when its process has ended meanwhile. */
export function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
