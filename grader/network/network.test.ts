import { afterEach, describe, expect, it } from 'vitest';
import { METHOD } from '../wire/messages.ts';
import { Caller } from './caller.ts';
import { DeadPort, Port } from './endpoint.ts';
import { IdleWatch, type Pulse, type Watched } from './idle.ts';
import { Link } from './link.ts';
import { Meter } from './meter.ts';
import { inCanonicalOrder, Network, type Policy } from './network.ts';
import { type Message, Trace } from './trace.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A server that records what it is called with, and one link to it. */
async function linked(
  policy: Policy = () => 'deliver',
  reply: (params: unknown) => unknown = () => ({}),
) {
  const meter = new Meter();
  const received: unknown[] = [];
  const server = await Port.answering(meter, (_, params, answer) => {
    received.push(params);
    answer(reply(params));
  });
  const courier = new Caller(() => server.address, meter);
  const network: Network = new Network(meter, (messages) =>
    courier.deliver(messages, network.trace),
  );
  network.policy = policy;
  network.stepped = false;
  const link = await Link.open({ from: 0, to: 1 }, network);
  const caller = new Caller(() => link.address, new Meter());
  open.push(server, courier, link, caller, network);
  return { meter, network, received, server, link, caller };
}

const kinds = (trace: Trace) => trace.steps.map(({ kind }) => kind);

describe('a link', () => {
  it('passes requests and answers on, and records both ends', async () => {
    const { caller, received, network } = await linked(undefined, () => ({ seq: 7 }));
    const outcome = await caller.call('Server.RequestRpc', { a: 1 });
    expect(outcome).toEqual({ kind: 'result', result: { seq: 7 } });
    expect(received).toEqual([{ a: 1 }]);
    expect(kinds(network.trace)).toEqual(['sent', 'delivered']);
    expect(network.trace.steps[0]).toMatchObject({ message: { from: 0, to: 1, params: { a: 1 } } });
  });

  it('breaks the connection when the receiver is gone, so that the sender notices', async () => {
    const { caller, server } = await linked();
    await caller.call(METHOD.commit, {});
    server.close();
    expect(await caller.call(METHOD.commit, {})).toEqual({ kind: 'gone' });
  });

  it('resets connections once cut, and takes them again when mended', async () => {
    const { caller, link } = await linked();
    await caller.call(METHOD.commit, {});
    link.cut();
    expect(await caller.call(METHOD.commit, {})).toEqual({ kind: 'gone' });
    link.mend();
    expect(await caller.call(METHOD.commit, {})).toMatchObject({ kind: 'result' });
  });

  it('counts who tries to connect once cut, each time anew', async () => {
    const { caller, link } = await linked();
    await caller.call(METHOD.commit, {});
    expect(link.attempts).toBe(0);
    link.cut();
    await caller.call(METHOD.commit, {}); // over the connection that is gone
    const often = link.whenTried(1, 5_000).then(() => link.attempts);
    await caller.call(METHOD.commit, {});
    await caller.call(METHOD.commit, {});
    expect(await often).toBe(2);
    link.mend();
    await caller.call(METHOD.commit, {});
    expect(link.attempts).toBe(2);
    link.cut();
    expect(link.attempts).toBe(0);
  });

  it('passes on, and records, an error that the receiver answers with', async () => {
    const refusing = await Port.open((socket) =>
      socket.on('data', (data) => {
        const { id } = JSON.parse(String(data));
        const error = { code: -32_603, message: 'internal' };
        socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, error })}\n`);
      }),
    );
    const meter = new Meter();
    const courier = new Caller(() => refusing.address, meter);
    const network: Network = new Network(meter, (messages) =>
      courier.deliver(messages, network.trace),
    );
    network.stepped = false;
    const link = await Link.open({ from: 0, to: 1 }, network);
    const caller = new Caller(() => link.address, new Meter());
    open.push(refusing, courier, link, caller);
    expect(await caller.call(METHOD.commit, {})).toMatchObject({ kind: 'error' });
    expect(network.trace.steps.at(-1)).toMatchObject({ kind: 'answered', error: 'internal' });
  });
});

describe('a caller', () => {
  it('goes on with calls on a new connection when the old one’s end is told late', async () => {
    const port = await Port.answering(new Meter(), (_, __, answer) => answer('second'));
    const caller = new Caller(() => port.address, new Meter());
    open.push(port, caller);
    const first = caller.call(METHOD.commit, {});
    caller.close(); // destroyed now, 'close' comes later
    const second = caller.call(METHOD.commit, {});
    expect(await first).toEqual({ kind: 'gone' });
    expect(await second).toEqual({ kind: 'result', result: 'second' });
  });
});

describe('a dead port', () => {
  it('refuses connections, and is nobody else’s meanwhile', async () => {
    const anchor = await Port.open(() => {});
    const dead = await DeadPort.open(anchor.address);
    const caller = new Caller(() => dead.address, new Meter());
    open.push(anchor, dead, caller);
    expect(await caller.call(METHOD.commit, {})).toEqual({ kind: 'gone' });
  });
});

describe('a network', () => {
  it('holds a message, answers its sender, and delivers it on release, once', async () => {
    let fate: 'hold' | 'deliver' = 'hold';
    const { caller, received, network } = await linked(() => fate);
    expect(await caller.call(METHOD.commit, { n: 1 })).toMatchObject({ kind: 'result' });
    fate = 'deliver';
    await caller.call(METHOD.commit, { n: 2 });
    expect(received).toEqual([{ n: 2 }]);
    network.release();
    network.release();
    await expect.poll(() => received).toEqual([{ n: 2 }, { n: 1 }]);
    expect(kinds(network.trace)).toEqual(['sent', 'held', 'sent', 'delivered', 'delivered']);
  });

  it('drops a message, and its sender goes on', async () => {
    const { caller, received, network } = await linked(() => 'drop');
    expect(await caller.call(METHOD.commit, {})).toMatchObject({ kind: 'result' });
    expect(received).toEqual([]);
    expect(kinds(network.trace)).toEqual(['sent', 'dropped']);
  });

  it('delivers a message several times', async () => {
    const { caller, received, network } = await linked(() => ({ copies: 3 }));
    await caller.call(METHOD.commit, { n: 1 });
    await expect.poll(() => received.length).toBe(3);
    expect(kinds(network.trace).slice(0, 2)).toEqual(['sent', 'copied']);
  });

  it('alters a message, and tells which one it replaced', async () => {
    const { caller, received, network } = await linked(() => ({ alter: { n: 9 } }));
    await caller.call(METHOD.commit, { n: 1 });
    await expect.poll(() => received).toEqual([{ n: 9 }]);
    const altered = network.trace.steps.find(({ kind }) => kind === 'altered');
    expect(altered).toMatchObject({ instead: 1, message: { number: 2, made: true } });
  });

  it('delays a message, which counts as in flight until it arrives', async () => {
    const { caller, received, network, meter } = await linked(() => ({ delayMs: 5 }));
    await caller.call(METHOD.commit, { n: 1 });
    expect(meter.inFlight).toBeGreaterThan(0);
    await expect.poll(() => received).toEqual([{ n: 1 }]);
    expect(kinds(network.trace)).toEqual(['sent', 'delayed', 'delivered']);
  });

  const message = (number: number, from: number, to: number): Message => ({
    ...{ number, from, to, method: METHOD.commit, params: {}, made: false },
  });

  it('keeps messages for the next step when stepped, and delivers those that are chosen', async () => {
    const delivered: number[][] = [];
    const network = new Network(new Meter(), (messages) => {
      delivered.push(messages.map(({ number }) => number));
      return [];
    });
    for (const number of [1, 2, 3]) await network.submit(message(number, 0, number));
    expect(network.waiting).toBe(3);
    network.step((waiting) => [...waiting].reverse().slice(0, 2));
    network.step((waiting) => waiting);
    expect(delivered).toEqual([[3, 2], [1]]);
    expect(network.waiting).toBe(0);
  });

  it('has one canonical order, however the links were interleaved', async () => {
    const orders = [
      [message(1, 0, 2), message(2, 1, 2), message(3, 0, 2), message(4, 0, 1)],
      [message(1, 1, 2), message(2, 0, 1), message(3, 0, 2), message(4, 0, 2)],
    ].map(async (messages) => {
      const seen: string[] = [];
      const network = new Network(new Meter(), (all) => {
        seen.push(...all.map(({ from, to }) => `${from}>${to}`));
        return [];
      });
      for (const one of messages) await network.submit(one);
      network.step(inCanonicalOrder);
      return seen;
    });
    const [first, second] = await Promise.all(orders);
    expect(first).toEqual(['0>1', '0>2', '0>2', '1>2']);
    expect(second).toEqual(first);
  });

  it('starts over with a new trace, and loses what was held', async () => {
    const { caller, received, network } = await linked(() => 'hold');
    await caller.call(METHOD.commit, {});
    const { trace } = network;
    network.renew();
    network.release();
    expect(kinds(trace)).toEqual(['sent', 'held', 'dropped']);
    expect(kinds(network.trace)).toEqual([]);
    expect(received).toEqual([]);
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
    number: 1,
    pings: 0,
    async ping() {
      const pulse = pulses[Math.min(this.pings, pulses.length - 1)];
      this.pings += 1;
      return pulse ?? alive;
    },
  });

  it('needs one quiet round', async () => {
    const server = beating(alive);
    expect(await new IdleWatch(new Meter(), () => [server]).untilIdle(1_000)).toEqual({
      kind: 'idle',
      hasCalls: false,
      hasTimers: false,
    });
    expect(server.pings).toBe(1);
  });

  it('asks again when bytes arrived during a round', async () => {
    const meter = new Meter();
    const server = beating(alive);
    const moving: Watched = {
      number: 1,
      async ping() {
        if (server.pings === 0) meter.arrived();
        return server.ping();
      },
    };
    await new IdleWatch(meter, () => [moving]).untilIdle(1_000);
    expect(server.pings).toBe(2);
  });

  it('asks again when something was in flight at the start of a round', async () => {
    const meter = new Meter();
    meter.fly(1);
    const server = beating(alive);
    const writing: Watched = {
      number: 1,
      async ping() {
        meter.fly(-1);
        return server.ping();
      },
    };
    await new IdleWatch(meter, () => [writing]).untilIdle(1_000);
    expect(server.pings).toBe(2);
  });

  it('does not ask a server again that was at rest, before it gets or sends something', async () => {
    const meter = new Meter();
    const asked: number[] = [];
    const watched = [1, 2].map((number) => ({
      number,
      async ping(): Promise<Pulse> {
        asked.push(number);
        return alive;
      },
    }));
    /** Which servers are asked after something moved. */
    const askedAfter = async (move: () => void): Promise<number[]> => {
      move();
      await watch.untilIdle(1_000);
      return asked.splice(0);
    };
    const watch = new IdleWatch(meter, () => watched);
    expect(await askedAfter(() => {})).toEqual([1, 2]);
    expect(await askedAfter(() => {})).toEqual([]);
    expect(await askedAfter(() => meter.of(1).arrived())).toEqual([1]);
    const write = (): void => {
      meter.of(2).fly(1);
      meter.of(2).fly(-1);
    };
    expect(await askedAfter(write)).toEqual([2]);
    const fromNobodyKnown = (): void => meter.arrived();
    expect(await askedAfter(fromNobodyKnown)).toEqual([1, 2]);
  });

  it('asks a server again whose connection ended, since it may act on that', async () => {
    const { caller, link, meter, network } = await linked();
    await caller.call(METHOD.commit, {});
    const before = network.meter.of(link.from).touched;
    link.cut();
    await meter.when(() => meter.of(link.from).touched !== before, 1_000);
    expect(meter.of(link.from).touched).toBeGreaterThan(before);
  });

  it('waits for calls and timers of a server that still has some', async () => {
    const server = beating({ ...alive, pending: 1 }, { ...alive, outstanding: 2 }, alive);
    await new IdleWatch(new Meter(), () => [server]).untilIdle(1_000);
    expect(server.pings).toBe(3);
  });

  it('takes a server for idle whose ticker never stops, and does not wait for it again', async () => {
    const ticking = beating({ ...alive, pending: 1 });
    const watch = new IdleWatch(new Meter(), () => [ticking]);
    expect(await watch.untilIdle(5_000)).toEqual({
      kind: 'idle',
      hasCalls: false,
      hasTimers: true,
    });
    const { pings } = ticking;
    expect(await watch.untilIdle(5_000)).toEqual({
      kind: 'idle',
      hasCalls: false,
      hasTimers: true,
    });
    expect(ticking.pings - pings).toBe(1);
  });

  it('does not take a call that never ends for a timer', async () => {
    const calling = beating({ ...alive, outstanding: 1 });
    const quiet = await new IdleWatch(new Meter(), () => [calling]).untilIdle(5_000);
    expect(quiet).toEqual({ kind: 'idle', hasCalls: true, hasTimers: false });
  });

  it('waits for new work of a server with a ticker', async () => {
    const pulses = { calm: { ...alive, pending: 1 }, busy: { ...alive, pending: 2 } };
    let now: Pulse = pulses.calm;
    const server = { number: 1, pings: 0, ping: async () => now };
    const watch = new IdleWatch(new Meter(), () => [server]);
    await watch.untilIdle(5_000);
    now = pulses.busy;
    const rounds = { before: server.pings };
    server.ping = async () => {
      server.pings += 1;
      if (server.pings === 3) now = pulses.calm;
      return now;
    };
    await watch.untilIdle(5_000);
    expect(server.pings - rounds.before).toBe(3);
  });

  it('tells of a server that does not answer', async () => {
    const stuck = beating({ kind: 'blocked' });
    const quiet = await new IdleWatch(new Meter(), () => [stuck]).untilIdle(1_000);
    expect(quiet).toEqual({ kind: 'blocked', servers: [1] });
  });

  it('does not wait for a server that is gone', async () => {
    const gone = beating({ kind: 'gone' });
    const quiet = await new IdleWatch(new Meter(), () => [gone]).untilIdle(1_000);
    expect(quiet).toEqual({ kind: 'idle', hasCalls: false, hasTimers: false });
  });

  it('lets others work while it waits for a write to a server that is gone', async () => {
    const meter = new Meter();
    meter.fly(1);
    setImmediate(() => {
      meter.fly(-1);
    });
    const gone = beating({ kind: 'gone' });
    expect(await new IdleWatch(meter, () => [gone]).untilIdle(1_000)).toEqual({
      kind: 'idle',
      hasCalls: false,
      hasTimers: false,
    });
    expect(gone.pings).toBeLessThan(5);
  });

  it('gives up on a network that never rests', async () => {
    const meter = new Meter();
    const restless: Watched = {
      number: 1,
      async ping() {
        meter.arrived();
        return new Promise((resolve) => setImmediate(() => resolve(alive)));
      },
    };
    expect(await new IdleWatch(meter, () => [restless]).untilIdle(50)).toEqual({
      kind: 'restless',
      limitMs: 50,
    });
  });
});
