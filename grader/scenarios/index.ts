import { commitShape } from './commit-shape.ts';
import { cutCommits } from './cut-commits.ts';
import { earlyCommits } from './early-commits.ts';
import { forgedSignature } from './forged-signature.ts';
import { normalPath } from './normal-path.ts';
import { oneCrashed } from './one-crashed.ts';
import { quorumF1 } from './quorum-f1.ts';
import type { Scenario } from './scenario.ts';
import { twoCrashedStall } from './two-crashed-stall.ts';
import { voteDuplicate } from './vote-duplicate.ts';

/**
 * The catalogue, in the order in which it is run and shown. A scenario comes after those that it
 * needs. Points are in grader/score/rubric.json.
 */
export const CATALOGUE: readonly Scenario[] = [
  commitShape,
  quorumF1,
  forgedSignature,
  voteDuplicate,
  earlyCommits,
  normalPath,
  oneCrashed,
  twoCrashedStall,
  cutCommits,
];
