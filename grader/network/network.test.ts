import { afterEach, describe, expect, it } from 'vitest';
import { METHOD } from '../wire/messages.ts';
import { Caller } from './caller.ts';
import { newMeter, Port } from './endpoint.ts';
import { IdleWatch, type Pulse, type Watched } from './idle.ts';
import { Link, type Policy } from './link.ts';
import { Trace } from './trace.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A server that records what it is called with, and one link to it. */
async function linked(policy: () => Policy, answer: (params: unknown) => unknown = () => ({})) {
  const meter = newMeter();
  const trace = new Trace();
  const received: unknown[] = [];
  const server = await Port.answering(meter, (_, params, reply) => {
    received.push(params);
    reply(answer(params));
  });
  const link = await Link.open({
    from: 0,
    to: 1,
    target: () => server.address,
    policy,
    trace,
    meter,
  });
  const caller = new Caller(() => link.address, newMeter());
  open.push(server, link, caller);
  return { meter, trace, received, server, link, caller };
}

const kinds = (trace: Trace) => trace.steps.map(({ kind }) => kind);

describe('a link', () => {
  it('passes requests and answers on, and records both ends', async () => {
    const { caller, received, trace } = await linked(
      () => () => 'deliver',
      () => ({ seq: 7 }),
    );
    const outcome = await caller.call('Server.RequestRpc', { a: 1 });
    expect(outcome).toEqual({ kind: 'result', result: { seq: 7 } });
    expect(received).toEqual([{ a: 1 }]);
    expect(kinds(trace)).toEqual(['sent', 'delivered']);
    expect(trace.steps[0]).toMatchObject({ message: { from: 0, to: 1, params: { a: 1 } } });
  });

  it('holds a message, answers its sender, and delivers it on release, once', async () => {
    let fate: 'hold' | 'deliver' = 'hold';
    const { caller, received, trace, link } = await linked(() => () => fate);
    expect(await caller.call(METHOD.commit, { n: 1 })).toMatchObject({ kind: 'result' });
    fate = 'deliver';
    await caller.call(METHOD.commit, { n: 2 });
    expect(received).toEqual([{ n: 2 }]);
    link.release();
    link.release();
    await expect.poll(() => received).toEqual([{ n: 2 }, { n: 1 }]);
    expect(kinds(trace)).toEqual(['sent', 'held', 'sent', 'delivered', 'delivered']);
  });

  it('drops a message, and its sender goes on', async () => {
    const { caller, received, trace } = await linked(() => () => 'drop');
    expect(await caller.call(METHOD.commit, {})).toMatchObject({ kind: 'result' });
    expect(received).toEqual([]);
    expect(kinds(trace)).toEqual(['sent', 'dropped']);
  });

  it('breaks the connection when the receiver is gone, so that the sender notices', async () => {
    const { caller, server } = await linked(() => () => 'deliver');
    await caller.call(METHOD.commit, {});
    server.close();
    expect(await caller.call(METHOD.commit, {})).toEqual({ kind: 'gone' });
  });

  it('refuses connections once closed', async () => {
    const { caller, link } = await linked(() => () => 'deliver');
    link.close();
    expect(await caller.call(METHOD.commit, {})).toEqual({ kind: 'gone' });
  });

  it('records an error that the receiver answers with', async () => {
    const meter = newMeter();
    const trace = new Trace();
    const refusing = await Port.open((socket) =>
      socket.on('data', (data) => {
        const { id } = JSON.parse(String(data));
        const error = { code: -32_603, message: 'internal' };
        socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, error })}\n`);
      }),
    );
    const target = () => refusing.address;
    const link = await Link.open({
      from: 0,
      to: 1,
      target,
      policy: () => () => 'deliver',
      trace,
      meter,
    });
    const caller = new Caller(() => link.address, newMeter());
    open.push(refusing, link, caller);
    expect(await caller.call(METHOD.commit, {})).toMatchObject({ kind: 'error' });
    expect(trace.steps.at(-1)).toMatchObject({ kind: 'answered', error: 'internal' });
  });
});

describe('a trace', () => {
  it('wakes who waits for a step, and leaves no watcher behind', async () => {
    const trace = new Trace();
    const waiting = trace.when(
      () => trace.steps.some(({ kind }) => kind === 'killed'),
      new AbortController().signal,
    );
    trace.add({ kind: 'exited', server: 1 });
    trace.add({ kind: 'killed', server: 2 });
    await waiting;
    expect(trace.steps.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('stops waiting when the signal is aborted', async () => {
    const stop = new AbortController();
    const waiting = new Trace().when(() => false, stop.signal);
    stop.abort();
    await waiting;
  });
});

describe('idle detection', () => {
  const alive = { kind: 'alive', outstanding: 0, pending: 0 } as const;
  /** A server whose pulses are given; the last one repeats. */
  const beating = (...pulses: Pulse[]): Watched & { pings: number } => ({
    id: 1,
    pings: 0,
    async ping() {
      const pulse = pulses[Math.min(this.pings, pulses.length - 1)];
      this.pings += 1;
      return pulse ?? alive;
    },
  });

  it('needs two quiet rounds', async () => {
    const server = beating(alive);
    expect(await new IdleWatch(newMeter(), () => [server]).untilIdle(1_000)).toEqual({
      kind: 'idle',
    });
    expect(server.pings).toBe(2);
  });

  it('starts again when bytes arrived during a round', async () => {
    const meter = newMeter();
    const server = beating(alive);
    const moving: Watched = {
      id: 1,
      async ping() {
        if (server.pings === 1) meter.activity += 1;
        return server.ping();
      },
    };
    await new IdleWatch(meter, () => [moving]).untilIdle(1_000);
    expect(server.pings).toBe(4);
  });

  it('waits for calls and timers of a server that still has some', async () => {
    const server = beating({ ...alive, pending: 1 }, { ...alive, outstanding: 2 }, alive);
    await new IdleWatch(newMeter(), () => [server]).untilIdle(1_000);
    expect(server.pings).toBe(4);
  });

  it('takes a server for idle whose ticker never stops, and does not wait for it again', async () => {
    const ticking = beating({ ...alive, pending: 1 });
    const watch = new IdleWatch(newMeter(), () => [ticking]);
    expect(await watch.untilIdle(5_000)).toEqual({ kind: 'idle' });
    const { pings } = ticking;
    expect(await watch.untilIdle(5_000)).toEqual({ kind: 'idle' });
    expect(ticking.pings - pings).toBe(2);
  });

  it('waits for new work of a server with a ticker', async () => {
    const pulses = { calm: { ...alive, pending: 1 }, busy: { ...alive, pending: 2 } };
    let now: Pulse = pulses.calm;
    const server = { id: 1, pings: 0, ping: async () => now };
    const watch = new IdleWatch(newMeter(), () => [server]);
    await watch.untilIdle(5_000);
    now = pulses.busy;
    const rounds = { before: server.pings };
    server.ping = async () => {
      server.pings += 1;
      if (server.pings === 3) now = pulses.calm;
      return now;
    };
    await watch.untilIdle(5_000);
    expect(server.pings - rounds.before).toBe(4);
  });

  it('tells of a server that does not answer', async () => {
    const stuck = beating({ kind: 'blocked' });
    const quiet = await new IdleWatch(newMeter(), () => [stuck]).untilIdle(1_000);
    expect(quiet).toEqual({ kind: 'blocked', servers: [1] });
  });

  it('does not wait for a server that is gone', async () => {
    const gone = beating({ kind: 'gone' });
    const quiet = await new IdleWatch(newMeter(), () => [gone]).untilIdle(1_000);
    expect(quiet).toEqual({ kind: 'idle' });
  });

  it('gives up on a network that never rests', async () => {
    const meter = newMeter();
    const restless: Watched = {
      id: 1,
      async ping() {
        meter.activity += 1;
        return new Promise((resolve) => setImmediate(() => resolve(alive)));
      },
    };
    expect(await new IdleWatch(meter, () => [restless]).untilIdle(50)).toEqual({
      kind: 'restless',
      limitMs: 50,
    });
  });
});
