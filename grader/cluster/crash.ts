import type { Location } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { type Said, t } from '../text/text.ts';
import type { RealServer } from './real-server.ts';

/**
 * A frame of a stack trace, or the head of Node's own report, that lies in the student's file; not
 * the place at the start of a log line.
 */
const PLACE = /(?:^|[\s(/\\])zpbft[/\\]server\.ts:(\d+)(?::(\d+))?(?!\d|: [A-Z]+\|)/m;
/** The line that names the error: `TypeError: …`. */
const ERROR_LINE = /\b(?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: .*$/m;
/** The head of a stack trace of an error with another name, such as the lab's own `Refused`. */
const THROWN = /^[A-Z]\w*: .*$(?=\n\s+at )/m;
/** How the lab tells any other error that ends a server, see zcli/main.ts. */
const LAST_WORDS = /^naive: (.*)$/m;

/** How a server ended, for people: one line, and the place in the student's file if it shows. */
export interface Crash {
  readonly summary: Said;
  /** The line of its output that names an error. */
  readonly error: string | undefined;
  readonly location: Location | undefined;
}

/** Reads a server's exit and its last output. Explains a verdict, never makes one. */
export function crashOf({ number, process: { exit, output } }: RealServer): Crash {
  const how = exit?.flooded
    ? t`ended by the grader: it printed more than 16 MB`
    : exit?.signal === undefined
      ? t`exit code ${exit?.exitCode ?? t`unknown`}`
      : t`signal ${exit.signal}`;
  const error =
    ERROR_LINE.exec(output)?.[0] ?? THROWN.exec(output)?.[0] ?? LAST_WORDS.exec(output)?.[1];
  const [, line, column] = PLACE.exec(output) ?? [];
  const location =
    line === undefined
      ? undefined
      : {
          file: STUDENT_FILE,
          line: Number(line),
          ...(column === undefined ? {} : { column: Number(column) }),
        };
  const summary =
    error === undefined
      ? t`server ${number} ended: ${how}`
      : t`server ${number} ended: ${how}, ${error}`;
  return { summary, error, location };
}
