import { describe, expect, it } from 'vitest';
import type { Party, TraceStep } from '../network/trace.ts';
import { PuppetClient } from '../puppet/client.ts';
import { PuppetServer, type Slot } from '../puppet/server.ts';
import { Choices } from '../seed.ts';
import { METHOD } from '../wire/messages.ts';
import { identityFrom, sign } from '../wire/signing.ts';
import { validCommits } from './commits.ts';
import { executions } from './executions.ts';
import type { Facts } from './facts.ts';
import { premature } from './quorum.ts';
import { safetyViolations } from './safety.ts';

const identities = [0, 1, 2, 3].map((id) => identityFrom(`server ${id}`));
const servers = identities.map((identity, id) => new PuppetServer(id, identity));
const facts: Facts = {
  f: 1,
  view: 0,
  real: [0, 1, 2, 3],
  serverKeys: new Map(identities.map(({ publicKey }, id) => [id, publicKey])),
};
const client = new PuppetClient(identityFrom('client'), ':0', new Choices('seed', 'oracles'));
const slots = [1, 2, 3].map(
  (seq): Slot => ({
    view: 0,
    seq,
    request: client.request(`put k ${seq}`),
  }),
);
const [one, two] = slots as [Slot, Slot, Slot];

/** A trace in which these messages were sent and delivered in this order. */
function traceOf(...messages: { from: Party; to: Party; method: string; params: unknown }[]) {
  return messages.flatMap((message, number): TraceStep[] => {
    const numbered = { ...message, number, made: false };
    const at = { atMs: number, message: numbered };
    return [
      { ...at, kind: 'sent', index: 2 * number },
      { ...at, kind: 'delivered', index: 2 * number + 1 },
    ];
  });
}

function commit(from: number, to: number, slot: Slot) {
  return { from, to, method: METHOD.commit, params: servers[from]?.commit(slot) };
}

function reply(from: number, slot: Slot, result = 'put ok', signer = from) {
  const { timestamp, clientKey } = slot.request.req;
  const msg = { view: 0, seq: slot.seq, timestamp, clientKey, id: from, result };
  const signature = sign('reply', msg, identities[signer] ?? identityFrom('nobody'));
  const to: Party = 'client';
  const params = { msg, signature };
  return { from: 'unknown' as Party, to, method: METHOD.reply, params };
}

const quorumFor = (to: number, slot: Slot) => {
  const [a = 0, b = 0] = [0, 1, 2, 3].filter((id) => id !== to);
  return [commit(a, to, slot), commit(b, to, slot)];
};

describe('executions', () => {
  it('are replies that the server they name has signed', () => {
    const trace = traceOf(reply(1, one), reply(2, one, 'put ok', 3));
    expect(executions(trace, facts).map(({ server }) => server)).toEqual([1]);
  });

  it('ignore replies of another shape', () => {
    const { msg } = (reply(1, one).params as { msg: object }) ?? {};
    const broken = { ...reply(1, one), params: { msg } };
    expect(executions(traceOf(broken), facts)).toEqual([]);
  });
});

describe('commits', () => {
  it('count only when the server that they name has signed them as commits', () => {
    const asPrepare = { ...commit(1, 2, one), params: servers[1]?.prepare(one) };
    const own = commit(2, 2, one);
    const trace = traceOf(commit(1, 2, one), asPrepare, own);
    expect(validCommits(trace, facts)).toHaveLength(1);
  });
});

describe('safety (PBFT §4.5.1)', () => {
  it('holds when every execution follows 2f valid commits, in order, once, alike', () => {
    const run = [1, 2].flatMap((to) => [
      ...quorumFor(to, one),
      reply(to, one),
      ...quorumFor(to, two),
      reply(to, two),
    ]);
    expect(safetyViolations(executions(traceOf(...run), facts), facts)).toEqual([]);
  });

  it('is broken when two servers execute different requests at one seq', () => {
    const other = { ...two, seq: 1 };
    const trace = traceOf(
      ...quorumFor(1, one),
      reply(1, one),
      ...quorumFor(2, other),
      reply(2, other),
    );
    expect(safetyViolations(executions(trace, facts), facts)).toMatchObject([
      { rule: 'agreement' },
    ]);
  });

  it('is broken when one server answers a request twice', () => {
    const trace = traceOf(...quorumFor(1, one), reply(1, one), reply(1, one));
    expect(safetyViolations(executions(trace, facts), facts)).toMatchObject([{ rule: 'once' }]);
  });

  it('is broken when a server executes seq 2 before seq 1', () => {
    const votes = [...quorumFor(1, one), ...quorumFor(1, two)];
    const trace = traceOf(...votes, reply(1, two), reply(1, one));
    expect(safetyViolations(executions(trace, facts), facts)).toMatchObject([{ rule: 'order' }]);
  });

  it('is judged for real servers only: the grader may play Byzantine ones', () => {
    const trace = traceOf(reply(1, one), reply(1, one));
    expect(safetyViolations(executions(trace, facts), { ...facts, real: [0, 2, 3] })).toEqual([]);
    expect(premature(trace, { ...facts, real: [0, 2, 3] })).toEqual([]);
  });
});

describe('the quorum of commits (PBFT §4.2)', () => {
  it('finds an execution after 2f-1 commits', () => {
    const trace = traceOf(commit(0, 1, one), reply(1, one));
    expect(premature(trace, facts)).toMatchObject([{ commits: 1, execution: { server: 1 } }]);
  });

  it('finds one that the last commit came after', () => {
    const trace = traceOf(commit(0, 1, one), reply(1, one), commit(2, 1, one));
    expect(premature(trace, facts)).toMatchObject([{ commits: 1, execution: { server: 1 } }]);
  });

  it('does not count two commits of one server as two', () => {
    const trace = traceOf(commit(0, 1, one), commit(0, 1, one), reply(1, one));
    expect(premature(trace, facts)).toMatchObject([{ commits: 1, execution: { server: 1 } }]);
  });

  it('does not count commits for different digests together', () => {
    const other = { ...one, request: two.request };
    const trace = traceOf(commit(0, 1, one), commit(2, 1, other), reply(1, one));
    expect(premature(trace, facts)).toMatchObject([{ commits: 1, execution: { server: 1 } }]);
  });

  it('finds nothing when 2f others had committed', () => {
    expect(premature(traceOf(...quorumFor(1, one), reply(1, one)), facts)).toEqual([]);
  });
});
