/**
 * Hints on broken rules, in three levels: a question that makes one think; the rule and why it exists
 * (grader/scenes/rules.ts); and where to look. None gives code.
 */
import type { RuleCode } from '../scenes/rules.ts';
import { type Said, t } from '../text/text.ts';
import type { HandoutSection, PaperSection } from './sections.ts';

/** Functions of the lab that are given, and worth a comparison. */
type GivenFunction =
  | 'prepare'
  | 'PrepareRpc'
  | 'verifyBallotPrepare'
  | 'verifyBallot'
  | 'apply'
  | 'broadcast';

export interface Hint {
  /** What to think about, before anything is looked up. */
  readonly question: Said;
  /** Given functions to compare with. */
  readonly compare: readonly GivenFunction[];
  readonly handout: HandoutSection;
  readonly paper: PaperSection;
}

export const HINTS: Readonly<Record<RuleCode, Hint>> = {
  'commit-sent': {
    question: t`A server is prepared and says nothing. How could the others ever learn that a quorum
      is prepared?`,
    ...{ compare: ['prepare', 'broadcast'], handout: 'stages', paper: 'normalCase' },
  },
  'commit-once': {
    question: t`A Commit has arrived. What would a second copy tell the receiver that the first one
      did not?`,
    ...{ compare: ['prepare', 'verifyBallotPrepare'], handout: 'stages', paper: 'normalCase' },
  },
  'commit-early': {
    question: t`What has a server seen when it is prepared, and what could it promise the others
      before that?`,
    ...{ compare: ['verifyBallotPrepare', 'verifyBallot'], handout: 'stages', paper: 'normalCase' },
  },
  'commit-fields': {
    question: t`The receiver holds a Commit beside its own certificate. What must be equal in both
      for the vote to count?`,
    ...{ compare: ['prepare'], handout: 'messages', paper: 'normalCase' },
  },
  'commit-signed': {
    question: t`Prepare and Commit have the same fields. What else must a signature cover, so that
      nobody can take the one for the other?`,
    ...{ compare: ['prepare'], handout: 'messages', paper: 'normalCase' },
  },
  'quorum-needed': {
    question: t`Any two quorums must share a right server. How many votes does that take, and how
      many of them come from others?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'quorums', paper: 'normalCase' },
  },
  'quorum-fixed': {
    question: t`A server that nobody reaches may have crashed, or a link may be cut. What could two
      halves of the cluster do if each needed fewer votes?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'quorums', paper: 'normalCase' },
  },
  'quorum-suffices': {
    question: t`f servers may never answer. How many votes of others is a server sure to get, and
      are they enough?`,
    ...{ compare: ['PrepareRpc', 'verifyBallotPrepare'], handout: 'quorums', paper: 'normalCase' },
  },
  'vote-counted-once': {
    question: t`One server sends its vote a hundred times, each time written a little differently.
      How many servers have voted?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'valid', paper: 'normalCase' },
  },
  'vote-signature': {
    question: t`A message says that it comes from server 2. How do you know that server 2 wrote it?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'valid', paper: 'model' },
  },
  'vote-view': {
    question: t`Two views have two leaders. What does a vote that was given in one of them say about
      a proposal in the other?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'views', paper: 'normalCase' },
  },
  'vote-digest': {
    question: t`A leader proposes two requests for one seq. How does a vote tell which of them it is
      for?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'valid', paper: 'normalCase' },
  },
  'vote-seq': {
    question: t`A server has signed a vote for seq 7. What keeps somebody else from showing that
      signature for seq 8?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'messages', paper: 'normalCase' },
  },
  'vote-member': {
    question: t`A cluster has 3f+1 servers. What is a vote worth whose sender is none of them?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'valid', paper: 'model' },
  },
  'vote-own': {
    question: t`Your own vote belongs to the quorum before any message comes. What does it add when
      it comes back over the network?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'quorums', paper: 'normalCase' },
  },
  'vote-type': {
    question: t`A prepare of server 2 is genuine. What would you believe about server 2 if you
      counted it as a commit?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'messages', paper: 'normalCase' },
  },
  'votes-per-seq': {
    question: t`Two requests are on their way together. Does a vote for the one help the other?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'certificate', paper: 'normalCase' },
  },
  'forgery-blocks-nobody': {
    question: t`Somebody votes badly in the name of server 2. What becomes of the vote that server 2
      itself sends a moment later?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'valid', paper: 'model' },
  },
  'prepared-first': {
    question: t`The others tell you that they are prepared. Are you, and for the same proposal?`,
    ...{ compare: ['verifyBallot', 'PrepareRpc'], handout: 'stages', paper: 'normalCase' },
  },
  'any-order': {
    question: t`What was sent last may arrive first. What does each of your steps take for granted
      about what has arrived before?`,
    ...{ compare: ['PrepareRpc', 'verifyBallot'], handout: 'task', paper: 'model' },
  },
  'any-request': {
    question: t`Servers agree on an order of requests. Does that depend on what a request says, or
      on how long it is?`,
    ...{ compare: ['verifyBallotPrepare', 'apply'], handout: 'task', paper: 'algorithm' },
  },
  'replay-harmless': {
    question: t`An old message comes again, genuine to the last byte. What is it to change?`,
    ...{ compare: ['PrepareRpc', 'verifyBallot'], handout: 'certificate', paper: 'model' },
  },
  'bad-vote-harmless': {
    question: t`One vote in the queue is bad. What have the votes behind it done wrong?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'valid', paper: 'model' },
  },
  'early-commit-kept': {
    question: t`A commit comes before it can be judged, and it is not sent again. Where is it when it
      can be?`,
    ...{ compare: ['PrepareRpc', 'verifyBallot'], handout: 'task', paper: 'normalCase' },
  },
  'executed-once': {
    question: t`The quorum is complete, the request is executed, and one more vote comes. What must
      be different this time?`,
    ...{
      compare: ['verifyBallot', 'verifyBallotPrepare'],
      handout: 'waiting',
      paper: 'normalCase',
    },
  },
  'all-execute': {
    question: t`Follow one request from stage to stage. At which server, and at which stage, does it
      stop?`,
    ...{ compare: ['prepare', 'PrepareRpc', 'verifyBallotPrepare'], handout: 'oneTerminal' },
    paper: 'normalCase',
  },
  'result-right': {
    question: t`Equal requests in equal order give equal results. Who works out the result, and
      what could change the order?`,
    ...{ compare: ['apply'], handout: 'shared', paper: 'algorithm' },
  },
  'crash-tolerated': {
    question: t`A server is gone and will never answer. Which of your steps waits for it?`,
    ...{ compare: ['prepare', 'broadcast'], handout: 'waiting', paper: 'algorithm' },
  },
  'byzantine-tolerated': {
    question: t`One server sends whatever it likes, or nothing at all. What can it make your server
      do, or keep it from doing?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'faults', paper: 'algorithm' },
  },
  'peer-returns': {
    question: t`A server could not be reached a moment ago. What do you know about it now?`,
    ...{ compare: ['broadcast'], handout: 'shared', paper: 'model' },
  },
  'concurrent-requests': {
    question: t`Two requests are handled at the same time. What do they share in your code, and what
      may happen between two of its lines?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'waiting', paper: 'normalCase' },
  },
  explored: {
    question: t`Messages come late, twice, and mixed with bad votes. Which order of events did you
      not think of?`,
    ...{ compare: ['PrepareRpc', 'verifyBallot'], handout: 'faults', paper: 'liveness' },
  },
  'message-budget': {
    question: t`n servers agree on one request. How many Commits does that take in all, and who sends
      each of them?`,
    ...{ compare: ['prepare', 'broadcast'], handout: 'stages', paper: 'normalCase' },
  },
  'client-served': {
    question: t`The client believes f+1 equal replies. Would two right servers always send it equal
      ones?`,
    ...{ compare: ['apply'], handout: 'stages', paper: 'client' },
  },
  'stall-beyond-f': {
    question: t`More than f servers are silent. How could one that goes on know what the silent ones
      have done?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'quorums', paper: 'safety' },
  },
  agreement: {
    question: t`Two servers executed different requests at one seq. Which votes must each of them
      have counted, and who can have given both?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'quorums', paper: 'safety' },
  },
  order: {
    question: t`Seq 2 is committed, and seq 1 is not yet. What would a store contain that did not
      wait?`,
    ...{ compare: ['apply'], handout: 'shared', paper: 'normalCase' },
  },
  survives: {
    question: t`Anybody can send your server anything. Which of your lines believes what it is
      given?`,
    ...{ compare: ['verifyBallotPrepare', 'PrepareRpc'], handout: 'waiting', paper: 'model' },
  },
  starts: {
    question: t`A server has to register before it takes part. What does your file do before anybody
      asks it for anything?`,
    ...{ compare: [], handout: 'problems', paper: 'model' },
  },
  responsive: {
    question: t`JavaScript does one thing at a time. What does your server do while it does not
      answer?`,
    ...{ compare: ['verifyBallotPrepare'], handout: 'waiting', paper: 'liveness' },
  },
  rests: {
    question: t`Each message may cause others. What ends the chain?`,
    ...{ compare: ['PrepareRpc', 'verifyBallotPrepare'], handout: 'stages', paper: 'normalCase' },
  },
};
