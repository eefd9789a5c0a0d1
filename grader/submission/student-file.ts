/** The rules for the one file that is taken, the same for one submission and for a download. */
import { messageOf, SubmissionError } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';

export const MAX_SOURCE_BYTES = 1024 * 1024;

/** Folders between the top of a submission and the file, at most. */
export const MAX_DEPTH = 8;

/** Folders that hold nothing of the student's. */
export const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '__MACOSX']);

/** @param shown the submission, as people know it. */
export function missing(shown: string): SubmissionError {
  return new SubmissionError('file-missing', `there is no ${STUDENT_FILE} in ${shown}`, {
    help: 'Submit the whole starter folder, or the file server.ts itself.',
  });
}

export function ambiguous(names: readonly string[]): SubmissionError {
  const told = [...names].sort().join(', ');
  return new SubmissionError('file-ambiguous', `several files could be meant: ${told}`, {
    help: 'Leave one of them, or name the file itself on the command line.',
  });
}

export function tooLarge(bytes: number): SubmissionError {
  return new SubmissionError('file-unreadable', `${STUDENT_FILE} has ${bytes} bytes`, {
    help: `A server of this lab has less than ${MAX_SOURCE_BYTES}.`,
  });
}

export function unreadable(cause: unknown): SubmissionError {
  return new SubmissionError(
    'file-unreadable',
    `cannot read ${STUDENT_FILE}: ${messageOf(cause)}`,
    { help: 'Check the permissions of the file.' },
  );
}
