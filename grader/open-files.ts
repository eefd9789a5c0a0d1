import { readFileSync } from 'node:fs';
import { EnvironmentError } from './errors.ts';
import { t } from './text/text.ts';

/** Open files of the grader itself: its programs, the builder, timers. */
const OWN = 100;
/** Of one scenario: a cluster of 7 has 49 links, as many connections, and pipes to its servers. */
const PER_SCENARIO = 150;

/**
 * How many scenarios the system's limit of open files leaves room for. Without room for a
 * connection the system closes it and tells nobody: a right server would look like a silent one.
 * @param wanted at most so many.
 * @throws EnvironmentError when there is no room for one.
 */
export function scenariosAtOnce(wanted: number, openFiles = maxOpenFiles()): number {
  const room = Math.floor((openFiles - OWN) / PER_SCENARIO);
  if (room >= 1) return Math.min(wanted, room);
  throw new EnvironmentError(t`it allows ${openFiles} open files, grading needs
    ${OWN + PER_SCENARIO}: raise the limit with \`ulimit -n\``);
}

/** Node raises its soft limit to the hard one at its start; outside Linux that is plenty. */
function maxOpenFiles(): number {
  try {
    const [, soft] =
      /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
