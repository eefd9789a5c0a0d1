/** Scenarios with one real server that are about sending, counting, order, and the machine. */
import { t } from '../text/text.ts';
import { type About, oneServer } from './about-type.ts';

export const ABOUT_ONE_SERVER: Readonly<Record<string, About>> = {
  'commit-shape': oneServer({
    rules: ['commit-sent', 'commit-once', 'commit-fields', 'commit-signed'],
    steps: [
      t`The leader, played by the grader, proposes a request to your server.`,
      t`2f other servers send their prepares: now your server is prepared.`,
      t`A right server sends one Commit to each of the others. It names the view, seq and digest of the
        proposal and the server's own id, and is signed as a commit.`,
    ],
  }),
  'commit-view': oneServer({
    rules: ['commit-sent', 'commit-once', 'commit-fields', 'commit-signed', 'quorum-suffices'],
    steps: [
      t`The cluster starts in view 3, so another server leads.`,
      t`Your server gets a proposal, 2f prepares and then 2f commits, all of view 3.`,
      t`A right server names view 3 in its Commit, counts the votes of that view, and executes.`,
    ],
  }),
  'commit-leader': oneServer({
    rules: [
      'commit-sent',
      'commit-once',
      'commit-fields',
      'commit-signed',
      'quorum-needed',
      'quorum-suffices',
    ],
    steps: [
      t`Your server leads: a client asks it, it proposes, and the backups prepare.`,
      t`Then 2f-1 commits come, and after a look one more.`,
      t`A right leader sends its Commit like everybody else. It does not execute with one vote too few,
        and does with the next one.`,
    ],
  }),
  'commit-two-seqs': oneServer({
    rules: ['commit-sent', 'commit-once', 'commit-fields', 'commit-signed', 'quorum-suffices'],
    steps: [
      t`The leader proposes two requests together, and the prepares for both seqs come.`,
      t`Then 2f commits come for each of them.`,
      t`At last the first request is proposed again, at a new seq, and prepared there.`,
      t`A right server sends one Commit for each seq, each with its own content, and executes both.`,
    ],
  }),
  'commit-once': oneServer({
    rules: ['commit-once', 'commit-sent', 'quorum-suffices'],
    steps: [
      t`Your server is prepared and has sent its Commit.`,
      t`More prepares come, then copies of them, commits, and after the execution late votes.`,
      t`A right server sends no second Commit, whatever comes.`,
    ],
  }),
  'commit-not-early': oneServer({
    rules: ['commit-early', 'commit-sent', 'commit-once'],
    steps: [
      t`Your server gets a proposal and no prepare, then 2f-1 prepares: one too few.`,
      t`The grader looks for a while, and sends one prepare more.`,
      t`A right server sends no Commit before the last prepare, and one after it.`,
    ],
  }),
  'commit-no-echo': oneServer({
    rules: ['commit-early', 'prepared-first', 'any-order', 'early-commit-kept', 'commit-once'],
    steps: [
      t`Your server gets a proposal and 2f commits of others, and no prepare at all.`,
      t`After a look the prepares come.`,
      t`A right server neither commits nor executes before it is prepared; then it does both, without
        any commit being sent again.`,
    ],
  }),
  'quorum-f1': oneServer({
    rules: ['quorum-needed', 'quorum-suffices'],
    steps: [
      t`Your server is prepared. Then 2f-1 valid commits come: one too few.`,
      t`The grader looks for a while, in case a timer executes, and sends one commit more.`,
      t`A right server executes after the last one, and not before it.`,
    ],
  }),
  'quorum-f2': oneServer({
    f: [2, 3],
    rules: ['quorum-needed', 'vote-counted-once', 'quorum-suffices'],
    steps: [
      t`The cluster has 7 servers, f is 2. Your server is prepared. Commits come one by one; after each
        of the first three the grader looks, and once more when copies of them have come.`,
      t`Then the same with 10 servers that yours leads, where f is 3: five commits, a look, and the sixth.`,
      t`A right server executes with the fourth, and with the sixth. Whoever counts to a fixed number, or to
        half of the servers, does so too early.`,
    ],
  }),
  'quorum-per-seq': oneServer({
    rules: ['votes-per-seq', 'any-order'],
    steps: [
      t`Your server is prepared for two seqs. One commit comes for the first, and one for the second.`,
      t`Then the vote that is missing comes for the first, and after a look that for the second.`,
      t`A right server executes nothing before a seq has 2f votes of its own, and keeps the vote that
        the second one has had all the time.`,
    ],
  }),
  'quorum-jump': oneServer({
    rules: ['quorum-suffices', 'quorum-needed'],
    steps: [
      t`Your server is prepared, and the commits of all other servers come in one piece.`,
      t`For the next seq they wait in the queue until the prepares come, and are counted in one go.`,
      t`For a third seq it is the prepares of all others that wait, for the proposal.`,
      t`A right server executes once when the count of commits reaches 2f or goes past it, however
        many prepares there were.`,
    ],
  }),
  'early-commits': oneServer({
    rules: ['early-commit-kept'],
    steps: [
      t`For one seq, 2f commits come after the proposal and before the prepares.`,
      t`For the next seq they come even before the proposal. None is sent again.`,
      t`A right server keeps them, and executes each seq when it is prepared.`,
    ],
  }),
  'order-of-execution': oneServer({
    rules: ['order', 'any-order'],
    steps: [
      t`Your server is prepared for seqs 1, 2 and 3.`,
      t`The commits for 3 come first, then those for 2, at last those for 1.`,
      t`Then the leader proposes the first request again, at a new seq: that needs votes of its own, before
        the seq behind it is executed.`,
      t`A right server executes nothing before 1 is committed, and then 1, 2, 3.`,
    ],
  }),
  'random-orders': oneServer({
    rules: ['any-order', 'commit-once'],
    steps: [
      t`All messages of 40 seqs are mixed in an order that the seed chooses: proposals, prepares,
        commits.`,
      t`A right server sends one Commit for each seq, and executes all 40, each once.`,
    ],
  }),
  'once-replay': oneServer({
    rules: ['executed-once', 'replay-harmless', 'commit-once', 'commit-sent', 'quorum-suffices'],
    steps: [
      t`Two requests go through all stages.`,
      t`Then all their messages come once more: commits, prepares, proposals.`,
      t`A right server does nothing a second time: no Commit, no execution, no reply, no prepare.`,
    ],
  }),
  'result-is-real': oneServer({
    paper: 'algorithm',
    rules: ['quorum-suffices', 'result-right'],
    steps: [
      t`Requests read, write and delete a key, one after the other, each with a full quorum.`,
      t`A right server replies what the store gives for each of them.`,
    ],
  }),
  'closed-port': oneServer({
    paper: 'algorithm',
    rules: ['commit-sent', 'commit-once', 'crash-tolerated', 'quorum-fixed'],
    steps: [
      t`f of the other servers refuse every connection. Two requests are proposed and prepared.`,
      t`A right server still sends its Commit to all the others, and executes with their 2f votes,
        not with fewer because some are down.`,
    ],
  }),
  'hung-peer': oneServer({
    paper: 'algorithm',
    rules: ['commit-sent', 'commit-once', 'crash-tolerated'],
    steps: [
      t`f of the other servers accept connections and never answer. A request is proposed and prepared.`,
      t`A right server still sends its Commit to all the others, and executes with their 2f votes.`,
    ],
  }),
  'big-value': oneServer({
    paper: 'algorithm',
    rules: ['any-request'],
    steps: [
      t`A request puts a value of 1 MB, and the next one gets it. Both have full quorums.`,
      t`A right server executes both, and replies the whole value.`,
    ],
  }),
  responsive: oneServer({
    paper: 'liveness',
    rules: ['responsive', 'quorum-suffices'],
    steps: [
      t`A request goes through all stages; bad votes are mixed in. After each step the grader pings.`,
      t`When a ping takes long, it tries again, and compares with a server of its own.`,
      t`A right server answers each ping at once, and executes the request.`,
    ],
  }),
};
