import type { Problem } from '../score/result.ts';
import type { Message } from '../text/text.ts';
import type { Failed } from './fold.ts';

/** A label and what stands behind it. */
export type Labelled = readonly [label: Message, ...texts: Message[]];

/** What a report says of a failure in place of the reason, the functions and the hint. */
export interface Advice {
  /** Stands behind the id, in place of the rule. */
  readonly title: (failed: Failed) => Message;
  readonly onFailure: (failed: Failed) => readonly Labelled[];
  readonly onProblem: (problem: Problem) => readonly Labelled[];
}
