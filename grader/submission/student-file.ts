/** The rules for the one file that is taken, the same for one submission and for a download. */
import { messageOf, SubmissionError } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { t } from '../text/text.ts';

export const MAX_SOURCE_BYTES = 1024 * 1024;

/** Folders between the top of a submission and the file, at most. */
export const MAX_DEPTH = 8;

/** Folders that hold nothing of the student's. */
export const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '__MACOSX']);

/**
 * @param shown the submission, as people know it.
 * @param meant a file in it that has the right name and is at another place.
 */
export function missing(shown: string, meant?: string): SubmissionError {
  const help =
    meant === undefined
      ? t`Submit the whole starter folder, or the file server.ts itself.`
      : t`If you mean ${meant}, name that file instead of the folder.`;
  return new SubmissionError('file-missing', t`there is no ${STUDENT_FILE} in ${shown}`, { help });
}

export function ambiguous(names: readonly string[]): SubmissionError {
  const told = [...names].sort();
  return new SubmissionError('file-ambiguous', t`several files could be meant: ${told}`, {
    help: t`Leave one of them, or name the file itself on the command line.`,
  });
}

export function tooLarge(bytes: number): SubmissionError {
  return new SubmissionError('file-unreadable', t`${STUDENT_FILE} has ${bytes} bytes`, {
    help: t`A server of this lab has less than ${MAX_SOURCE_BYTES}.`,
  });
}

/** Some editors save so; for a compiler every other character of it is none. */
export function wide(): SubmissionError {
  return new SubmissionError('file-unreadable', t`${STUDENT_FILE} is saved as UTF-16`, {
    help: t`Save it as UTF-8.`,
  });
}

export function unreadable(cause: unknown): SubmissionError {
  return new SubmissionError(
    'file-unreadable',
    t`cannot read ${STUDENT_FILE}: ${messageOf(cause)}`,
    { help: t`Check the permissions of the file.` },
  );
}
