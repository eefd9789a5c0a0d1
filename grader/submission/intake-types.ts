import * as z from 'zod';
import type { Attempt, Student } from '../score/course.ts';
import type { Problem } from '../score/result.ts';
import { Told } from '../text/told.ts';

/** How a download is laid out; `folder` is one sub-folder or one file a student. */
export const LAYOUTS = ['folder', 'canvas', 'moodle', 'gradescope', 'classroom'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Which attempts of one student count; of `best` all are graded, and the best one is kept. */
export const ATTEMPTS = ['last', 'best', 'first', 'all'] as const;
export type WhichAttempt = (typeof ATTEMPTS)[number];

/** How to read a download. */
export interface IntakeOptions {
  /** Without it the layout is recognised. */
  readonly layout?: Layout | undefined;
  /** A regular expression with a group `id`, and maybe `name`, on the path of each file. */
  readonly pattern?: string | undefined;
  /** A CSV file of all students. */
  readonly roster?: string | undefined;
  readonly attempts: WhichAttempt;
  /** A folder of the grader's own: of each attempt the one file is put below it. */
  readonly staging: string;
  /** Folders that are not looked into, such as that of the results; `staging` never is. */
  readonly ignore?: readonly string[] | undefined;
}

/** One attempt that is to be graded. */
export interface Taken {
  readonly student: Student;
  readonly attempt: Attempt;
  /** The staged `server.ts`; absent when there is a problem. */
  readonly file?: string;
  /** SHA-256 of the source, in hexadecimal; null when there is a problem. */
  readonly sha256: string | null;
  /** Framework files that the submission changed, as paths inside the lab. */
  readonly changed: readonly string[];
  /** Why there is nothing to build: the file is missing, doubled, or unreadable. */
  readonly problem?: Problem;
}

/** Something in a download that was left out. */
export const Skipped = z.strictObject({
  path: z.string(),
  why: z.string(),
  told: Told.optional(),
});
export type Skipped = z.infer<typeof Skipped>;

/** All that a download holds, students in the order of their ids, attempts oldest first. */
export interface Intake {
  readonly layout: Layout | 'pattern';
  readonly taken: readonly Taken[];
  /** On the roster, and nothing was handed in. */
  readonly missing: readonly Student[];
  /** With a roster: the ids of those who handed in something and are not on it. */
  readonly notOnRoster?: readonly string[];
  readonly skipped: readonly Skipped[];
}
