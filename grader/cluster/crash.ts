import type { Location } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import type { RealServer } from './real-server.ts';

/** A frame of a stack trace, or the head of Node's own report, that lies in the student's file. */
const PLACE = /(?:^|[\s(/\\])zpbft[/\\]server\.ts:(\d+)(?::(\d+))?/m;
/** The line that names the error: `TypeError: …`. */
const ERROR_LINE = /\b(?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: .*$/m;

/** How a server ended, for people: one line, and the place in the student's file if it shows. */
export interface Crash {
  readonly summary: string;
  /** The line of its output that names an error. */
  readonly error: string | undefined;
  readonly location: Location | undefined;
}

/** Reads a server's exit and its last output. Explains a verdict, never makes one. */
export function crashOf({ number, process: { exit, output } }: RealServer): Crash {
  const how = exit?.flooded
    ? 'ended by the grader: it printed more than 1 MB'
    : exit?.signal === undefined
      ? `exit code ${exit?.exitCode ?? 'unknown'}`
      : `signal ${exit.signal}`;
  const error = ERROR_LINE.exec(output)?.[0];
  const [, line, column] = PLACE.exec(output) ?? [];
  const location =
    line === undefined
      ? undefined
      : {
          file: STUDENT_FILE,
          line: Number(line),
          ...(column === undefined ? {} : { column: Number(column) }),
        };
  const summary = `server ${number} ended: ${how}${error === undefined ? '' : `, ${error}`}`;
  return { summary, error, location };
}
