import { beforeEach, describe, expect, it } from 'vitest';
import { LogCert, MAX_KEPT_OF_ONE, MAX_QUEUED_VOTES, Stage } from './cert.ts';
import type { CommitArgs, RequestArgs } from './messages.ts';

const REQUEST: RequestArgs = {
  req: { clientKey: 'k', clientAddr: ':1', timestamp: '1', command: 'all' },
  digest: 'd',
  signature: 's',
};
const vote = (id: number, signature = `signature of ${id}`): CommitArgs => ({
  msg: { view: 0, seq: 7, digest: 'd', id },
  signature,
});

let cert: LogCert;
beforeEach(() => {
  cert = new LogCert(7, (_, { msg, signature }) => signature === `signature of ${msg.id}`);
});

describe('a certificate', () => {
  it('of a server that cannot tell who signed what keeps a few votes of each when too many wait', () => {
    const trusting = new LogCert(7);
    for (let more = 0; more < MAX_QUEUED_VOTES; more += 1) trusting.pushCommit(vote(more % 2, 'x'));
    trusting.pushCommit(vote(3));
    expect(trusting.popAllCommits()).toHaveLength(2 * MAX_KEPT_OF_ONE + 1);
  });

  it('forgets the rest of a batch that was executed, and still knows what votes name', () => {
    cert.forgetBatch();
    expect(cert.isSet()).toBe(false);
    cert.set(0, 'd', REQUEST, [REQUEST, REQUEST]);
    cert.forgetBatch();
    expect(cert.get()).toEqual({ view: 0, seq: 7, digest: 'd', request: REQUEST, more: [] });
  });

  it('has no proposal until it is set', () => {
    expect(cert.isSet()).toBe(false);
    expect(() => cert.get()).toThrow('seq 7 has no pre-prepare yet');
    cert.set(2, 'd', REQUEST);
    expect(cert.isSet()).toBe(true);
    expect(cert.get()).toEqual({ view: 2, seq: 7, digest: 'd', request: REQUEST, more: [] });
  });

  it('starts in stage 0 and goes where it is told to', () => {
    expect(cert.getStage()).toBe(Stage.Request);
    cert.setStage(Stage.Commit);
    expect(cert.getStage()).toBe(Stage.Commit);
  });

  it('numbers the stages as the log lines do', () => {
    expect(Stage).toEqual({ Request: 0, PrePrepare: 1, Prepare: 2, Commit: 3, Reply: 4 });
  });
});

/** Prepares and commits are kept alike. */
const KINDS = [
  {
    kind: 'prepare',
    push: (id: number, signature?: string) => cert.pushPrepare(vote(id, signature)),
    popAll: () => cert.popAllPrepares(),
    voted: (id: number) => cert.prepareVoted(id),
    count: (id: number) => cert.prepareVote(id),
    ballot: () => cert.prepareBallot(),
    otherBallot: () => cert.commitBallot(),
    otherQueue: () => cert.popAllCommits(),
  },
  {
    kind: 'commit',
    push: (id: number, signature?: string) => cert.pushCommit(vote(id, signature)),
    popAll: () => cert.popAllCommits(),
    voted: (id: number) => cert.commitVoted(id),
    count: (id: number) => cert.commitVote(id),
    ballot: () => cert.commitBallot(),
    otherBallot: () => cert.prepareBallot(),
    otherQueue: () => cert.popAllPrepares(),
  },
];

describe.each(KINDS)('the $kind votes of a certificate', (votes) => {
  it('are queued uncounted, and popped in their order of arrival', () => {
    for (const id of [3, 1, 1]) votes.push(id);
    expect(votes.ballot()).toBe(0);
    expect(votes.popAll()).toEqual([vote(3), vote(1), vote(1)]);
    expect(votes.popAll()).toEqual([]);
  });

  it('are counted once per server', () => {
    expect(votes.voted(1)).toBe(false);
    votes.count(1);
    votes.count(1);
    expect(votes.voted(1)).toBe(true);
    expect(votes.voted(2)).toBe(false);
    expect(votes.ballot()).toBe(1);
    votes.count(2);
    expect(votes.ballot()).toBe(2);
  });

  it('are kept apart from those of the other phase (PBFT §4.2)', () => {
    votes.push(1);
    votes.count(1);
    expect(votes.otherBallot()).toBe(0);
    expect(votes.otherQueue()).toEqual([]);
  });

  it('are dropped when too many wait, so that a liar cannot fill the memory', () => {
    for (let id = 0; id <= MAX_QUEUED_VOTES; id += 1) votes.push(id);
    const kept = votes.popAll();
    expect(kept).toHaveLength(MAX_QUEUED_VOTES);
    expect(kept.at(-1)).toEqual(vote(MAX_QUEUED_VOTES - 1));
    votes.push(5);
    expect(votes.popAll()).toEqual([vote(5)]);
  });

  it('of a full queue are thrown out when nobody signed them, and no others', () => {
    votes.push(2);
    for (let junk = 1; junk < MAX_QUEUED_VOTES; junk += 1) votes.push(junk % 4, 'junk');
    votes.push(1);
    votes.push(3);
    expect(votes.popAll()).toEqual([vote(2), vote(1), vote(3)]);
  });

  it('of one server do not fill the queue, however many it signs', () => {
    votes.push(2);
    for (let more = 1; more < MAX_QUEUED_VOTES; more += 1) votes.push(1);
    votes.push(3);
    const ids = votes.popAll().map(({ msg }) => msg.id);
    expect(ids).toEqual([2, ...Array.from({ length: MAX_KEPT_OF_ONE }, () => 1), 3]);
  });
});
