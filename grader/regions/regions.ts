import { GraderBug } from '../errors.ts';

/** The methods that students write, in the order in which they stand in the file. */
export const REGION_NAMES = ['commit', 'CommitRpc', 'verifyBallotCommit'] as const;
export type RegionName = (typeof REGION_NAMES)[number];

/** A text and the name by which messages call it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * One marked part of a file:
 * ```
 * // #region commit
 * //| <the stub that students get>
 * <the implementation>
 * // #endregion commit
 * ```
 */
export interface Region {
  readonly name: RegionName;
  /** The stub as students see it: without `//| `, with the indentation of the `//|`. */
  readonly stub: readonly string[];
  /** The implementation. */
  readonly body: readonly string[];
  /** Line numbers of the two markers, from 1. */
  readonly span: { readonly first: number; readonly last: number };
}

/** What can be wrong with a file's regions. Stable: tests and messages refer to it. */
export type RegionErrorCode =
  | 'line-ends'
  | 'malformed-marker'
  | 'unknown-name'
  | 'nested'
  | 'duplicate'
  | 'not-open'
  | 'wrong-end'
  | 'unclosed'
  | 'missing'
  | 'no-stub'
  | 'stray-stub'
  | 'stub-in-variant'
  | 'no-body'
  | 'text-outside'
  | 'not-the-student-file';

/** Regions that are not as they must be: our files are wrong, and nothing is made from them. */
export class RegionError extends GraderBug {
  readonly code: RegionErrorCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(code: RegionErrorCode, { path }: SourceFile, line: number, message: string) {
    super(`${path}:${line}: ${message}`);
    this.name = 'RegionError';
    this.code = code;
    this.file = path;
    this.line = line;
  }
}
