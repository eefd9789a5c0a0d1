import { constants } from 'node:os';
import { english, type Message, t } from './text/text.ts';

/** Where in the student's file something went wrong; lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** The text of that line, when known. */
  readonly lineText?: string;
}

/** An error for people: its message is English, and `said` can be told in every language. */
export class ToldError extends Error {
  readonly said: Message;

  constructor(said: Message, options?: ErrorOptions) {
    super(english(said), options);
    this.name = new.target.name;
    this.said = said;
  }
}

/** The submission cannot be graded as it is: the student's to mend. */
export class SubmissionError extends ToldError {
  readonly code: SubmissionErrorCode;
  readonly help: Message;
  readonly location: Location | undefined;

  constructor(
    code: SubmissionErrorCode,
    said: Message,
    { help, location }: { readonly help: Message; readonly location?: Location | undefined },
  ) {
    super(said);
    this.code = code;
    this.help = help;
    this.location = location;
  }

  /** True when only a time limit tells: the machine may be to blame. */
  get timedOut(): boolean {
    return this.code === 'start-timeout';
  }
}

export const SUBMISSION_ERROR_CODES = [
  'file-missing',
  'file-ambiguous',
  'file-unreadable',
  'build-failed',
  'import-forbidden',
  'server-export-missing',
  'start-failed',
  'start-timeout',
] as const;
export type SubmissionErrorCode = (typeof SUBMISSION_ERROR_CODES)[number];

/** The command line or its files are wrong: nothing was graded, exit code 2. */
export class UsageError extends ToldError {}

/** The machine could not do what grading needs (no ports, no processes): nobody's score. */
export class EnvironmentError extends ToldError {}

/** True for what the system reports by itself, such as a full disk or too many open files. */
export function isEnvironmentFault(error: unknown): boolean {
  return error instanceof EnvironmentError || (error instanceof Error && 'syscall' in error);
}

/** The grader contradicts itself: a bug of ours, never the student's score. */
export class GraderBug extends ToldError {}

/** The user stopped the grader, or the system did: nobody's fault. */
export class Interrupted extends ToldError {
  /** 128 and the number of the signal, as shells count. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(t`interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** The message of anything thrown, to be told in any language. */
export function saidOf(error: unknown): Message {
  return error instanceof ToldError ? error.said : messageOf(error);
}

/** The message of anything thrown, in English. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
