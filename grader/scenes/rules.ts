/**
 * The rules that scenarios judge: what a student is told when one is broken.
 *
 * `rationale` says why the rule exists, `help` where to look. Neither gives the code away.
 */

import { type Said, t } from '../text/text.ts';

/** The three functions that students write. */
type StudentFunction = 'commit' | 'CommitRpc' | 'verifyBallotCommit';

export interface Rule {
  /** The rule in one sentence. */
  readonly rule: Said;
  readonly rationale: Said;
  readonly help: Said;
  /** The functions to look at, the likeliest first. */
  readonly functions: readonly StudentFunction[];
}

const VOTE_CHECKS = t`Compare with the checks that verifyBallotPrepare makes on each prepare, and
  with what it does when one fails.`;

export const RULES = {
  'commit-sent': {
    rule: t`For each seq, a prepared server sends one Commit to every other server.`,
    rationale: t`PBFT §4.2: commits tell the others that this server is prepared. Without them
      nobody can know that a quorum is, and nothing is ever executed.`,
    help: t`Compare with how prepare reaches the others, and with what it sends.`,
    functions: ['commit'],
  },
  'commit-once': {
    rule: t`A server sends its Commit for a seq to each other server once.`,
    rationale: t`A Commit says "I saw a quorum of prepares". Who has it needs no second one; what
      is sent again is traffic that grows with the cluster.`,
    help: t`How often is commit called for one seq, by whom, and how often does one call send?`,
    functions: ['commit', 'CommitRpc', 'verifyBallotCommit'],
  },
  'commit-early': {
    rule: t`A server commits only when it is prepared: the proposal and 2f prepares of others.`,
    rationale: t`PBFT §4.2: a Commit says "I saw a quorum of prepares". Said without one, it lets
      two proposals for one seq both gather commits.`,
    help: t`Which function calls commit, and at which stage? Commits of others are no prepares.`,
    functions: ['CommitRpc', 'verifyBallotCommit', 'commit'],
  },
  'commit-fields': {
    rule: t`A Commit names the view, seq and digest of the proposal, and the sender's own id.`,
    rationale: t`PBFT §4.2: ⟨COMMIT, v, n, D(m), i⟩. A vote for anything else is a vote for
      nothing, and the others refuse it.`,
    help: t`Print the message before it is sent, and compare it with the proposal in the
      certificate.`,
    functions: ['commit'],
  },
  'commit-signed': {
    rule: t`A Commit is signed by its sender, as a commit, over the message that is sent.`,
    rationale: t`Others count a Commit only under its signature, which covers the type of the
      message too: a signed prepare must never pass for a commit.`,
    help: t`Compare with how prepare signs: what are the arguments of sign?`,
    functions: ['commit'],
  },
  'quorum-needed': {
    rule: t`A request is executed only after 2f other servers sent valid commits for it.`,
    rationale: t`PBFT §4.2: with this server's own vote they are 2f+1, and any two such quorums
      share a right server. With fewer, two parts of the cluster can execute different requests.`,
    help: t`Which number is the count of votes compared with, and what has been counted by then?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'quorum-fixed': {
    rule: t`The quorum depends on f alone: servers that are down do not lower it.`,
    rationale: t`PBFT §4.2: any two quorums share a right server. Two parts of the cluster that
      cannot reach each other would each need fewer votes, and execute different requests.`,
    help: t`What does the server learn from calls that fail, and what does it do with that?`,
    functions: ['commit', 'verifyBallotCommit'],
  },
  'quorum-suffices': {
    rule: t`A prepared server executes a request as soon as 2f other servers sent valid commits.`,
    rationale: t`PBFT §4.2: with this server's own vote they are 2f+1, a quorum. f servers may
      stay silent for ever, so more votes may never come.`,
    help: t`Follow one Commit through the log: is it queued as a commit, judged, taken for valid,
      counted, is the count enough, and is the request then executed and answered?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-counted-once': {
    rule: t`The votes of one server count once, however often they arrive.`,
    rationale: t`A quorum is made of servers, not of messages: otherwise one faulty server is a
      quorum by itself.`,
    help: t`By what do you tell that a server has voted: by something that a copy can change?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-signature': {
    rule: t`A Commit counts only when the server that it names has signed it.`,
    rationale: t`Anybody can write any id into a message. Only the signature tells who voted.`,
    help: VOTE_CHECKS,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-view': {
    rule: t`A Commit counts only in the view that it names.`,
    rationale: t`PBFT §4.2: votes of another view are about a proposal of another leader, even
      when the digest is the same.`,
    help: VOTE_CHECKS,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-digest': {
    rule: t`A Commit counts only for the request whose digest it names, all of it.`,
    rationale: t`PBFT §4.2: a faulty leader proposes different requests for one seq. Only the
      digest tells which of them a vote is for.`,
    help: VOTE_CHECKS,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-seq': {
    rule: t`The signature of a Commit counts only for the very message that was signed, seq
      included.`,
    rationale: t`Else a vote that was given to one seq could be used for another.`,
    help: t`Is the signature of every vote verified, with all the fields that you count it for?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-member': {
    rule: t`A Commit counts only from a server of the cluster.`,
    rationale: t`A quorum of 2f+1 says something because there are 3f+1 servers. Votes of nobody
      would make quorums of one.`,
    help: t`What do you look up by the id of a vote, and what happens when nothing is found?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-own': {
    rule: t`A server's own Commit does not count as another one's.`,
    rationale: t`The own vote is in the quorum already: 2f of others and it are 2f+1. Anybody can
      send a server its own Commit back.`,
    help: VOTE_CHECKS,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'vote-type': {
    rule: t`A Prepare never counts as a Commit.`,
    rationale: t`They have the same fields; the signature covers the type too, so that nobody can
      turn the one into the other.`,
    help: t`What are the arguments of verify, and what happens to its answer?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'votes-per-seq': {
    rule: t`The votes of each seq are counted by themselves.`,
    rationale: t`Requests are agreed on one by one: a vote for one says nothing about another.`,
    help: t`Where is the count kept, and who else uses it?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'forgery-blocks-nobody': {
    rule: t`A forged vote in the name of a server does not use up the vote of that server.`,
    rationale: t`Anybody can write any id into a message. If that were enough to be counted as
      having voted, one liar could silence all others.`,
    help: t`In which order are a vote verified and its sender remembered?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'prepared-first': {
    rule: t`Only a prepared server executes: 2f commits without a quorum of prepares are not
      enough.`,
    rationale: t`PBFT §4.2: committed-local is prepared and 2f+1 commits. Without prepared, this
      server may hold another proposal than the others.`,
    help: t`Who calls verifyBallotCommit, and at which stage?`,
    functions: ['CommitRpc', 'verifyBallotCommit'],
  },
  'any-order': {
    rule: t`Messages come in any order, of many seqs at once: each seq is committed and executed.`,
    rationale: t`Networks reorder, and servers work on many seqs at once.`,
    help: t`Which step takes it for granted that another message, or another seq, came first?`,
    functions: ['CommitRpc', 'verifyBallotCommit', 'commit'],
  },
  'any-request': {
    rule: t`Every valid request is executed, whatever its command.`,
    rationale: t`The three functions agree on the order of requests; what they say is for the
      store.`,
    help: t`Do the three functions look into the command, or limit its size?`,
    functions: ['verifyBallotCommit', 'CommitRpc', 'commit'],
  },
  'replay-harmless': {
    rule: t`Messages that come again after execution cause nothing.`,
    rationale: t`Anybody can record traffic and send it again.`,
    help: t`At which stages does a vote still change something?`,
    functions: ['CommitRpc', 'verifyBallotCommit', 'commit'],
  },
  'bad-vote-harmless': {
    rule: t`A bad vote is skipped, and the votes after it are still counted.`,
    rationale: t`Up to f servers send whatever they like. If their votes stop the count, they stop
      the whole system.`,
    help: t`What happens to the rest of the queue when one vote is refused?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'early-commit-kept': {
    rule: t`Commits that arrive before the prepares, or before the pre-prepare, are kept and
      counted.`,
    rationale: t`Networks reorder. A faster server commits while this one still waits for
      prepares; its vote is not sent again.`,
    help: t`When is a queued vote looked at again? Compare with PrepareRpc.`,
    functions: ['CommitRpc', 'verifyBallotCommit'],
  },
  'executed-once': {
    rule: t`A request is executed once, however many votes arrive.`,
    rationale: t`Executing twice changes the state twice; replicas that differ in it diverge.`,
    help: t`What keeps verifyBallotCommit from acting again on the next vote?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'all-execute': {
    rule: t`When no server is faulty, every server executes every request.`,
    rationale: t`PBFT §4.2: in the normal case every replica gets a quorum of commits, executes,
      and replies.`,
    help: t`Does a rule above explain it? Mend that first. Else run \`npm run cluster:starter\`
      and follow one seq through the log lines of a server.`,
    functions: ['commit', 'CommitRpc', 'verifyBallotCommit'],
  },
  'result-right': {
    rule: t`All servers reply the result that the store gives for the request.`,
    rationale: t`The client accepts what f+1 servers agree on: equal commands in equal order give
      equal results.`,
    help: t`Execution belongs to apply: the three functions decide when, never what.`,
    functions: ['verifyBallotCommit'],
  },
  'crash-tolerated': {
    rule: t`With f servers crashed, the others still execute every request.`,
    rationale: t`PBFT §4: 3f+1 servers tolerate f faulty ones, at whatever moment they fail.`,
    help: t`Does some step wait for every other server, dead ones included?`,
    functions: ['commit', 'verifyBallotCommit'],
  },
  'byzantine-tolerated': {
    rule: t`With f Byzantine servers, the others still execute every request.`,
    rationale: t`PBFT §4: 3f+1 servers tolerate f that send whatever they like.`,
    help: t`Which message of a faulty server, or which silence, keeps the votes of the others from
      being counted?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  'peer-returns': {
    rule: t`A server that was unreachable and came back takes part again.`,
    rationale: t`Links break and mend. Whoever is given up for good is one more that has failed.`,
    help: t`Does commit remember which servers could not be reached?`,
    functions: ['commit'],
  },
  'concurrent-requests': {
    rule: t`Requests that are in flight together are all executed, once, with the same results.`,
    rationale: t`PBFT works on many seqs at once; each has a certificate of its own.`,
    help: t`What do the three functions keep outside of the certificate? Where do they await?`,
    functions: ['verifyBallotCommit', 'CommitRpc', 'commit'],
  },
  explored: {
    rule: t`However messages are delayed, copied and mixed with bad votes, all requests are
      executed.`,
    rationale: t`PBFT §4.5.2: once messages arrive, every right server executes. Which comes first,
      and what faulty servers add, must make no difference.`,
    help: t`Read the steps: they are what is left when all that does not matter is taken away.`,
    functions: ['verifyBallotCommit', 'CommitRpc', 'commit'],
  },
  'message-budget': {
    rule: t`A request costs n-1 pre-prepares, n(n-1) prepares, n(n-1) commits and n replies.`,
    rationale: t`The protocol needs no more than that. What is sent beyond grows with every server
      and every request.`,
    help: t`Which of the three functions sends, and how often is it called for one seq?`,
    functions: ['commit', 'CommitRpc', 'verifyBallotCommit'],
  },
  'client-served': {
    rule: t`The client gets the result that f+1 servers agree on, whatever a faulty one says.`,
    rationale: t`PBFT §4.1: of f+1 servers one is right, so a result that they share is the right
      one.`,
    help: t`Are the replies of two right servers to one request the same, to the letter?`,
    functions: ['verifyBallotCommit'],
  },
  'stall-beyond-f': {
    rule: t`With more than f servers gone, nothing is executed.`,
    rationale: t`Safety comes first: without a quorum, a server cannot know what the others do.`,
    help: t`What was counted as a vote that no server sent?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  agreement: {
    rule: t`No two servers execute different requests at one seq.`,
    rationale: t`PBFT §4.5.1: this is the safety that the protocol exists for.`,
    help: t`Which votes were counted for which digest?`,
    functions: ['verifyBallotCommit', 'CommitRpc'],
  },
  order: {
    rule: t`Requests are executed in the order of seq.`,
    rationale: t`PBFT §4.2: replicas stay equal only when all execute in the same order.`,
    help: t`Execution belongs to apply, which waits for the seqs before.`,
    functions: ['verifyBallotCommit'],
  },
  survives: {
    rule: t`A server stays alive, whatever it is sent.`,
    rationale: t`A server that falls to a message is one that any faulty server can switch off.`,
    help: t`Read the error that was seen. A promise that nobody awaits needs a catch, and what is
      printed for each message adds up.`,
    functions: ['verifyBallotCommit', 'CommitRpc', 'commit'],
  },
  starts: {
    rule: t`A server starts and registers with the master.`,
    rationale: t`A server that is not in the cluster cannot take part.`,
    help: t`Read the error that was seen, and run a server by hand.`,
    functions: ['commit', 'CommitRpc', 'verifyBallotCommit'],
  },
  responsive: {
    rule: t`A server keeps answering while it works.`,
    rationale: t`Node runs one thing at a time: a loop that does not end stops the whole server.`,
    help: t`Look for a loop whose condition never changes.`,
    functions: ['verifyBallotCommit', 'CommitRpc', 'commit'],
  },
  rests: {
    rule: t`When a request is done, the servers come to rest.`,
    rationale: t`Messages that cause messages without end drown the cluster.`,
    help: t`Which message makes a server send again, and what ends that?`,
    functions: ['CommitRpc', 'commit', 'verifyBallotCommit'],
  },
} as const satisfies Record<string, Rule>;

export type RuleCode = keyof typeof RULES;
