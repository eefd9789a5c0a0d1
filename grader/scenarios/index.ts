import type { Scenario } from '../scenes/scenario.ts';
import { bigValue } from './big-value.ts';
import { byzantineAndCrash } from './byzantine-and-crash.ts';
import { byzantineBackup } from './byzantine-backup.ts';
import { closedPort } from './closed-port.ts';
import { commitLeader } from './commit-leader.ts';
import { commitNoEcho } from './commit-no-echo.ts';
import { commitNotEarly } from './commit-not-early.ts';
import { commitOnce } from './commit-once.ts';
import { commitShape } from './commit-shape.ts';
import { commitTwoSeqs } from './commit-two-seqs.ts';
import { commitView } from './commit-view.ts';
import { concurrentClients } from './concurrent-clients.ts';
import { cutCommits } from './cut-commits.ts';
import { earlyCommits } from './early-commits.ts';
import { equivocatingLeader } from './equivocating-leader.ts';
import { explore } from './explore.ts';
import { forgedSignature } from './forged-signature.ts';
import { frozenThenThawed } from './frozen-then-thawed.ts';
import { hungPeer } from './hung-peer.ts';
import { lyingReplies } from './lying-replies.ts';
import { messageBudget } from './message-budget.ts';
import { normalPath } from './normal-path.ts';
import { onceReplay } from './once-replay.ts';
import { oneCrashed } from './one-crashed.ts';
import { orderOfExecution } from './order-of-execution.ts';
import { peerReturns } from './peer-returns.ts';
import { quorumF1 } from './quorum-f1.ts';
import { quorumF2 } from './quorum-f2.ts';
import { quorumJump } from './quorum-jump.ts';
import { quorumPerSeq } from './quorum-per-seq.ts';
import { randomOrders } from './random-orders.ts';
import { responsive } from './responsive.ts';
import { resultIsReal } from './result-is-real.ts';
import { slowLinks } from './slow-links.ts';
import { twins } from './twins.ts';
import { twoCrashedStall } from './two-crashed-stall.ts';
import { voteBadFirst } from './vote-bad-first.ts';
import { voteDigest } from './vote-digest.ts';
import { voteDuplicate } from './vote-duplicate.ts';
import { voteGarbage } from './vote-garbage.ts';
import { voteImpersonated } from './vote-impersonated.ts';
import { voteOtherSeq } from './vote-other-seq.ts';
import { voteOwnId } from './vote-own-id.ts';
import { votePoisonedSlot } from './vote-poisoned-slot.ts';
import { votePrepareReplayed } from './vote-prepare-replayed.ts';
import { voteUnknownId } from './vote-unknown-id.ts';
import { voteView } from './vote-view.ts';

/**
 * The catalogue, in the order in which it is shown. Points, groups and what a scenario needs are
 * in grader/score/rubric.json.
 */
export const CATALOGUE: readonly Scenario[] = [
  commitShape,
  commitView,
  commitLeader,
  commitTwoSeqs,
  commitOnce,
  commitNotEarly,
  commitNoEcho,
  quorumF1,
  quorumF2,
  quorumPerSeq,
  quorumJump,
  forgedSignature,
  voteDuplicate,
  voteView,
  voteDigest,
  voteOtherSeq,
  voteImpersonated,
  voteUnknownId,
  voteOwnId,
  votePrepareReplayed,
  votePoisonedSlot,
  voteBadFirst,
  voteGarbage,
  earlyCommits,
  orderOfExecution,
  randomOrders,
  onceReplay,
  resultIsReal,
  normalPath,
  oneCrashed,
  twoCrashedStall,
  cutCommits,
  frozenThenThawed,
  slowLinks,
  closedPort,
  hungPeer,
  peerReturns,
  bigValue,
  responsive,
  concurrentClients,
  messageBudget,
  byzantineBackup,
  byzantineAndCrash,
  equivocatingLeader,
  lyingReplies,
  twins,
  explore,
];
