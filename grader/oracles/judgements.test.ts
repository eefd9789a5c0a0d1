import { describe, expect, it } from 'vitest';
import type { Party, TraceStep } from '../network/trace.ts';
import { sameVoteRewritten } from '../puppet/bad-votes.ts';
import { PuppetClient } from '../puppet/client.ts';
import { PuppetServer, type Slot } from '../puppet/server.ts';
import { Choices } from '../seed.ts';
import { METHOD } from '../wire/messages.ts';
import { identityFrom, sign } from '../wire/signing.ts';
import { executions } from './executions.ts';
import type { Facts } from './facts.ts';
import { judgements } from './judgements.ts';

const N = 4;
const LEADER = 0;
/** The real server whose mail is judged. */
const REAL = 1;
const [client, otherClient] = ['client', 'other'].map(
  (name) => new PuppetClient(identityFrom(name), ':0', new Choices('seed', name)),
) as [PuppetClient, PuppetClient];
const servers = Array.from({ length: N }, (_, id) => new PuppetServer(id, identityFrom(`${id}`)));
const [s0, s1, s2, s3] = servers as [PuppetServer, PuppetServer, PuppetServer, PuppetServer];
const facts: Facts = {
  f: 1,
  view: 0,
  real: [REAL],
  serverKeys: new Map(servers.map(({ id, identity }) => [id, identity.publicKey])),
};
const slot: Slot = { view: 0, seq: 1, request: client.request('put a 1') };
const other: Slot = { ...slot, request: otherClient.request('put b 2') };

interface Sent {
  readonly method: string;
  readonly params: unknown;
  readonly to?: Party;
  readonly from?: Party;
}
const proposal = (of = slot, by = s0): Sent => ({
  method: METHOD.prePrepare,
  params: by.prePrepare(of),
});
const prepare = (by: PuppetServer, of = slot): Sent => ({
  method: METHOD.prepare,
  params: by.prepare(of),
});
const commit = (by: PuppetServer, of = slot): Sent => ({
  method: METHOD.commit,
  params: by.commit(of),
});
/** The real server's answer to the client: it has executed. */
function reply(): Sent {
  const { timestamp, clientKey } = slot.request.req;
  const msg = { view: 0, seq: 1, timestamp, clientKey, id: REAL, result: 'put ok' };
  const signature = sign('reply', msg, s1.identity);
  return { method: METHOD.reply, params: { msg, signature }, to: 'client', from: 'unknown' };
}

/** What becomes of these messages, each sent and delivered to the real server in this order. */
function judged(...sent: readonly Sent[]) {
  return judgedIn(facts, undefined, sent);
}

function judgedIn(of: Facts, twin: number | undefined, sent: readonly Sent[]) {
  const steps = sent.flatMap((one, place): TraceStep[] => {
    const { to = REAL, from = 3, ...rest } = one;
    const message = { ...rest, from, to, number: place + 1, made: from === 3 };
    return [
      { kind: 'sent', message, index: 2 * place, atMs: place },
      { kind: 'delivered', message, index: 2 * place + 1, atMs: place },
    ];
  });
  const found = judgements(steps, { facts: of, twin, executed: executions(steps, of) });
  return sent.map((_, place) => found.get(place + 1)?.join());
}

/** A vote with other fields, signed for them by its sender. */
function signedVote(by: PuppetServer, change: object): Sent {
  const msg = { ...by.commit(slot).msg, ...change };
  return { method: METHOD.commit, params: { msg, signature: sign('commit', msg, by.identity) } };
}

describe('a proposal (PBFT §4.2)', () => {
  it('is accepted when the leader signed it, and its client the request', () => {
    expect(judged(proposal())).toEqual(['accepted']);
  });

  it('is refused from whoever does not lead, and when nobody of the cluster signed it', () => {
    const stranger = new PuppetServer(LEADER, identityFrom('stranger'));
    expect(judged(proposal(slot, s2), proposal(slot, stranger))).toEqual(['leader', 'signature']);
  });

  it('is refused for another view, and where a field is missing', () => {
    const { msg, signature } = s0.prePrepare(slot);
    const partial = { method: METHOD.prePrepare, params: { msg, signature } };
    expect(judged(proposal({ ...slot, view: 4 }), partial)).toEqual(['view', 'shape']);
  });

  it('is refused when its digest is not that of its request, or the request is forged', () => {
    const swapped = { ...s0.prePrepare(slot), request: other.request };
    const forged = { ...slot.request, signature: other.request.signature };
    const method = METHOD.prePrepare;
    expect(
      judged(
        { method, params: swapped },
        { method, params: s0.prePrepare({ ...slot, request: forged }) },
      ),
    ).toEqual(['digest', 'signature']);
  });

  it('holds its seq: the same again is a duplicate, another one comes too late', () => {
    expect(judged(proposal(), proposal(), proposal(other))).toEqual([
      'accepted',
      'duplicate',
      'proposed',
    ]);
  });

  it('of a request that no canonical form has is refused, not fatal', () => {
    const { req } = slot.request;
    const request = { ...slot.request, req: { ...req, command: 'put \ud800 1' } };
    const params = { ...s0.prePrepare(slot), request };
    expect(judged({ method: METHOD.prePrepare, params })).toEqual(['signature']);
  });
});

describe('a vote (PBFT §4.2)', () => {
  it('counts once for each server', () => {
    const again = sameVoteRewritten(s2.commit(slot)).map(({ vote }) => ({
      method: METHOD.commit,
      params: vote,
    }));
    expect(judged(proposal(), commit(s2), ...again, commit(s3))).toEqual([
      ...['accepted', 'accepted'],
      ...again.map(() => 'duplicate'),
      'accepted',
    ]);
  });

  it('of the same server counts as a prepare and as a commit', () => {
    expect(judged(proposal(), prepare(s2), commit(s2))).not.toContain('duplicate');
  });

  it('is refused for its shape, view, member, own id, signature and digest', () => {
    const { msg } = s2.commit(slot);
    const asPrepare = { method: METHOD.commit, params: s2.prepare(slot) };
    const votes: [Sent, string][] = [
      [{ method: METHOD.commit, params: { msg } }, 'shape'],
      [signedVote(s2, { id: '2' }), 'shape'],
      [signedVote(s2, { view: 4 }), 'view'],
      [signedVote(s2, { id: 4 }), 'member'],
      [commit(s1), 'own'],
      [asPrepare, 'signature'],
      [signedVote(s2, { id: 3 }), 'signature'],
      [commit(s2, other), 'digest'],
    ];
    const [, ...found] = judged(proposal(), ...votes.map(([vote]) => vote));
    expect(found).toEqual(votes.map(([, why]) => why));
  });

  it('is refused for what is checked first, when more than one thing is wrong', () => {
    const wrong = signedVote(s2, { view: 4, id: 7, digest: '' });
    expect(judged(proposal(), wrong)).toEqual(['accepted', 'view']);
  });

  it('that is refused leaves room for the right one of the same server', () => {
    const forged = { ...signedVote(s3, { id: 2 }) };
    expect(judged(proposal(), forged, commit(s2))).toEqual(['accepted', 'signature', 'accepted']);
  });

  it('that came before the proposal is judged by it; the other one, too', () => {
    expect(judged(commit(s2), commit(s3, other), proposal())).toEqual([
      'accepted',
      'digest',
      'accepted',
    ]);
  });

  it('without any proposal counts for what it says', () => {
    expect(judged(commit(s2, other))).toEqual(['accepted']);
  });

  it('is late once the seq is rightly executed, and not when it was executed too early', () => {
    const prepared = [proposal(), prepare(s0), prepare(s2)];
    const early = judged(...prepared, commit(s0), reply(), commit(s2), commit(s3));
    expect(early.slice(-2)).toEqual(['accepted', 'late']);
  });

  it('is judged where it is delivered to a real server, and nowhere else', () => {
    expect(judged({ ...commit(s2), to: 3 }, { ...commit(s2), to: 'client' })).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a leader', () => {
  const led: Facts = { ...facts, real: [LEADER] };
  const own = { ...proposal(), to: 2, from: LEADER };

  it('judges votes by what it proposed itself', () => {
    const votes = [
      { ...commit(s2), to: LEADER },
      { ...commit(s3, other), to: LEADER },
    ];
    expect(judgedIn(led, undefined, [own, ...votes])).toEqual([undefined, 'accepted', 'digest']);
  });

  it('takes no proposal back', () => {
    const back = { ...proposal(), to: LEADER };
    expect(judgedIn(led, undefined, [own, back])).toEqual([undefined, 'own']);
  });

  it('that runs twice has votes for each proposal, by the process that made it', () => {
    const ofTwin = { ...proposal(other), to: 2, from: N };
    const votes = [commit(s2), commit(s2, other), commit(s2, other)].map((vote) => ({
      ...vote,
      to: LEADER,
    }));
    const twins = { ...led, real: [] };
    expect(judgedIn(twins, LEADER, [own, ofTwin, ...votes]).slice(2)).toEqual([
      'accepted',
      'accepted',
      'duplicate',
    ]);
  });
});
