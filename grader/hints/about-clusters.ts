/** Scenarios with clusters of real servers. */
import { t } from '../text/text.ts';
import { type About, wholeCluster } from './about-type.ts';

export const ABOUT_CLUSTERS: Readonly<Record<string, About>> = {
  'normal-path': wholeCluster({
    f: [1, 2],
    rules: ['all-execute', 'result-right'],
    steps: [
      t`A client sends puts, gets and an all to 4 servers, then to 7. No server is faulty; the order in
        which messages arrive is the seed's choice.`,
      t`Right servers all execute every request, once and in the same order, and send equal replies.`,
    ],
  }),
  'one-crashed': wholeCluster({
    f: [2, 1],
    paper: 'algorithm',
    rules: ['all-execute', 'crash-tolerated'],
    steps: [
      t`A backup is killed in the middle of a request: after its pre-prepare, after its prepare, or after
        its commit.`,
      t`Then another request is sent to those that are left.`,
      t`Right servers execute the request that was interrupted, and the next one, and do not knock without
        end at the dead one.`,
    ],
  }),
  'two-crashed-stall': wholeCluster({
    paper: 'safety',
    rules: ['all-execute', 'stall-beyond-f'],
    steps: [
      t`Four servers execute a request. Then two of them are killed, one more than f.`,
      t`A request comes, and the grader looks for a while.`,
      t`Right servers execute nothing and answer nothing: two of four are no quorum.`,
    ],
  }),
  'cut-commits': wholeCluster({
    rules: ['quorum-needed', 'all-execute'],
    steps: [
      t`All Commits between servers 0 and 1 and servers 2 and 3 are held, so that each has one of
        another server.`,
      t`After a look they are delivered.`,
      t`Right servers execute nothing before that, and then all four do.`,
    ],
  }),
  'frozen-then-thawed': wholeCluster({
    paper: 'liveness',
    rules: ['stall-beyond-f', 'crash-tolerated', 'all-execute'],
    steps: [
      t`Two backups are stopped, and a request comes: nothing may be executed.`,
      t`One of them goes on, later the other one, too.`,
      t`Right servers execute as soon as three work, and the last one catches up with the messages that
        wait for it.`,
    ],
  }),
  'slow-links': wholeCluster({
    paper: 'liveness',
    rules: ['crash-tolerated'],
    steps: [
      t`One server is down, and each message takes 20 to 200 milliseconds.`,
      t`Right servers execute two requests all the same: no clock of theirs gives up.`,
    ],
  }),
  'peer-returns': wholeCluster({
    paper: 'model',
    rules: ['crash-tolerated', 'peer-returns'],
    steps: [
      t`The link between two backups breaks; a request is executed without it, and nobody may knock without
        end at what cannot be reached. Then the link is back.`,
      t`For the next request a third server is silent, so that the two need each other's votes.`,
      t`Right servers send over the link again, and execute.`,
    ],
  }),
  'concurrent-clients': wholeCluster({
    rules: ['concurrent-requests'],
    steps: [
      t`Eight clients send requests at the same time, ten rounds long.`,
      t`Right servers answer each request once, with equal results, and end in the same state.`,
    ],
  }),
  'message-budget': wholeCluster({
    rules: ['all-execute', 'message-budget'],
    steps: [
      t`Two requests are executed, and the messages that the servers sent are counted.`,
      t`Right servers send n-1 pre-prepares, n(n-1) prepares, n(n-1) commits and n replies a request.`,
    ],
  }),
  'byzantine-backup': wholeCluster({
    paper: 'algorithm',
    rules: ['byzantine-tolerated'],
    steps: [
      t`The grader has the key of one backup. In its name it sends bad votes of every kind to everybody,
        and no good one.`,
      t`The other three, if right, execute three requests.`,
    ],
  }),
  'byzantine-and-crash': wholeCluster({
    f: [2],
    paper: 'algorithm',
    rules: ['byzantine-tolerated'],
    steps: [
      t`Of 7 servers, one sends bad votes only, and one is killed: as many as f allows.`,
      t`The other five, if right, execute two requests, and do not knock without end at the dead one.`,
    ],
  }),
  'equivocating-leader': wholeCluster({
    paper: 'safety',
    rules: ['byzantine-tolerated', 'agreement'],
    steps: [
      t`The grader is the leader. For one seq it proposes and prepares one request with one backup, and
        another one with the rest.`,
      t`Right servers never execute different requests at one seq; those that are a quorum together
        with the leader do execute.`,
    ],
  }),
  'lying-replies': wholeCluster({
    paper: 'client',
    rules: ['client-served'],
    steps: [
      t`A faulty server sends a false reply to the lab's client, first, and in the names of all others.`,
      t`Only then the right servers get to answer. The client, which is given, has to show their result;
        your part is that their replies are equal.`,
    ],
  }),
  twins: wholeCluster({
    paper: 'safety',
    rules: ['agreement'],
    steps: [
      t`The leader runs as two processes with one key. In each of five rounds each of the two talks to
        some of the backups, and proposes a request of its own.`,
      t`Right servers never execute different requests at one seq.`,
    ],
  }),
  explore: wholeCluster({
    paper: 'liveness',
    rules: ['explored'],
    steps: [
      t`Random schedules are played, 200 or as many as fit into the time of --explore. Messages come late,
        twice and mixed up; a faulty server adds bad votes.`,
      t`What fails is made smaller, until only the steps are left that matter.`,
      t`Right servers execute all requests under every schedule.`,
    ],
  }),
};
