import { describe, expect, it } from 'vitest';
import type { Message, TraceStep } from '../network/trace.ts';
import { validCommits } from '../oracles/commits.ts';
import { Choices } from '../seed.ts';
import { METHOD, PrePrepare, Vote } from '../wire/messages.ts';
import { identityFrom, verify } from '../wire/signing.ts';
import { everyBadVote, oneBadVote, sameVoteRewritten } from './bad-votes.ts';
import { BadVoter, Equivocator } from './byzantine.ts';
import { PuppetClient } from './client.ts';
import { HonestReplica, type Outgoing } from './replica.ts';
import { PuppetServer, type Slot } from './server.ts';

const choices = new Choices('seed', 'puppets');
const identities = new Map([0, 1, 2, 3].map((id) => [id, identityFrom(`server ${id}`)]));
const serverKeys = new Map([...identities].map(([id, { publicKey }]) => [id, publicKey]));
const world = { f: 1, view: 0, identities, nextSeq: 1 };
const client = new PuppetClient(identityFrom('client'), ':0', choices);

const server = (id: number): PuppetServer => {
  const identity = identities.get(id);
  if (identity === undefined) throw new Error(`no server ${id}`);
  return new PuppetServer(id, identity);
};
const slotOf = (seq: number): Slot => ({ view: 0, seq, request: client.request(`put k ${seq}`) });
const message = (method: string, params: unknown, to = 3): Message => ({
  ...{ number: 1, from: 0, to, method, params, made: true },
});
const methods = (sent: readonly Outgoing[]) => sent.map(({ to, method }) => `${method} ${to}`);

/** Commits that count at server 0, of these parameters. */
const counted = (params: unknown, view = 0) => {
  const step = { kind: 'delivered', message: message(METHOD.commit, params, 0), index: 0, atMs: 0 };
  return validCommits([step as TraceStep], { f: 1, view, real: [0], serverKeys });
};

describe('an honest replica', () => {
  const prepared = (replica: HonestReplica, slot: Slot): Outgoing[] => {
    replica.receive(message(METHOD.prePrepare, server(0).prePrepare(slot)));
    replica.receive(message(METHOD.prepare, server(0).prepare(slot)));
    return replica.receive(message(METHOD.prepare, server(1).prepare(slot)));
  };

  it('prepares what the leader proposes, once', () => {
    const replica = new HonestReplica(3, world);
    const proposal = message(METHOD.prePrepare, server(0).prePrepare(slotOf(1)));
    expect(methods(replica.receive(proposal))).toEqual(
      [0, 1, 2].map((to) => `${METHOD.prepare} ${to}`),
    );
    expect(replica.receive(proposal)).toEqual([]);
  });

  it('commits at 2f valid prepares of others, once (PBFT §4.2)', () => {
    const replica = new HonestReplica(3, world);
    const slot = slotOf(1);
    const sent = prepared(replica, slot);
    expect(methods(sent)).toEqual([0, 1, 2].map((to) => `${METHOD.commit} ${to}`));
    const vote = Vote.parse(sent[0]?.params);
    expect(counted(vote)).toMatchObject([{ voter: 3, seq: 1, digest: slot.request.digest }]);
    expect(replica.receive(message(METHOD.prepare, server(2).prepare(slot)))).toEqual([]);
  });

  it('counts neither copies nor forged prepares nor its own', () => {
    const replica = new HonestReplica(3, world);
    const slot = slotOf(1);
    replica.receive(message(METHOD.prePrepare, server(0).prePrepare(slot)));
    const forged = { ...server(1).prepare(slot), signature: 'AAAA' };
    for (const vote of [
      server(0).prepare(slot),
      server(0).prepare(slot),
      forged,
      server(3).prepare(slot),
    ]) {
      expect(replica.receive(message(METHOD.prepare, vote))).toEqual([]);
    }
  });

  it('refuses a proposal that the leader did not sign', () => {
    const replica = new HonestReplica(3, world);
    expect(replica.receive(message(METHOD.prePrepare, server(1).prePrepare(slotOf(1))))).toEqual(
      [],
    );
  });

  it('proposes requests in order when it leads, from the next seq on', () => {
    const leader = new HonestReplica(0, { ...world, nextSeq: 7 });
    const seqs = [1, 2].map(() => {
      const sent = leader.receive(message(METHOD.request, client.request('put k v'), 0));
      return PrePrepare.parse(sent.find(({ method }) => method === METHOD.prePrepare)?.params).msg
        .seq;
    });
    expect(seqs).toEqual([7, 8]);
  });
});

describe('a Byzantine replica', () => {
  it('that sends bad votes sends none that counts', () => {
    const replica = new BadVoter(3, world, choices);
    const slot = slotOf(1);
    replica.receive(message(METHOD.prePrepare, server(0).prePrepare(slot)));
    replica.receive(message(METHOD.prepare, server(0).prepare(slot)));
    const sent = replica.receive(message(METHOD.prepare, server(1).prepare(slot)));
    expect(sent.length).toBeGreaterThan(60);
    const digest = slot.request.digest;
    const good = sent.flatMap(({ params }) => counted(params));
    expect(
      good.filter((vote) => vote.view === 0 && vote.seq === 1 && vote.digest === digest),
    ).toEqual([]);
  });

  it('that equivocates signs two proposals for one seq', () => {
    const leader = new Equivocator(0, world, () => client.request('put other v'));
    const sent = leader.receive(message(METHOD.request, client.request('put k v'), 0));
    const proposals = sent
      .filter(({ method }) => method === METHOD.prePrepare)
      .map(({ to, params }) => ({ to, ...PrePrepare.parse(params) }));
    const deceived = proposals.find(({ to }) => to === leader.deceived);
    expect(new Set(proposals.map(({ msg }) => msg.seq)).size).toBe(1);
    expect(new Set(proposals.map(({ msg }) => msg.digest)).size).toBe(2);
    expect(proposals.filter(({ msg }) => msg.digest === deceived?.msg.digest)).toHaveLength(1);
    const key = identities.get(0)?.publicKey;
    for (const { msg, signature } of proposals) {
      expect(key && verify('pre-prepare', msg, signature, key)).toBe(true);
    }
  });
});

describe('the bad votes', () => {
  const slot = slotOf(2);
  const about = { server: server(3), victim: server(2), slot, n: 4, choices };

  it('are none that a right server counts for the proposal', () => {
    for (const { what, vote } of everyBadVote(about)) {
      const right = counted(vote).filter(
        ({ view, seq, digest }) => view === 0 && seq === slot.seq && digest === slot.request.digest,
      );
      expect({ what, right }).toEqual({ what, right: [] });
    }
  });

  it('can be asked for one by one, all of them', () => {
    const all = new Set(everyBadVote(about).map(({ what }) => `${what}`));
    const asked = Array.from({ length: 200 }, (_, which) => `${oneBadVote(which, about)?.what}`);
    expect(new Set(asked)).toEqual(all);
  });

  it('differ from copies of a good one, which all count, as the same voter', () => {
    for (const { what, vote } of sameVoteRewritten(server(3).commit(slot))) {
      expect({ what, votes: counted(vote) }).toMatchObject({ what, votes: [{ voter: 3, seq: 2 }] });
    }
  });
});
