import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { Inbox } from '../testing/inbox.ts';
import { type Answer, LineSocket } from '../testing/line-socket.ts';
import { silent, type TestLog, testLog } from '../testing/log.ts';
import { listenOnOwnPort } from '../testing/ports.ts';
import type { Address } from './address.ts';
import { Refused, RPC_ERROR } from './errors.ts';
import { MAX_FRAME_CHARS } from './frames.ts';
import { RpcServer } from './server.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };

interface Setup {
  readonly server: RpcServer;
  readonly address: Address;
  readonly socket: LineSocket;
  readonly logged: TestLog;
}

/** A server with one method that adds, one that is buggy and one that refuses. */
async function setUp(): Promise<Setup> {
  const logged = testLog();
  const server = new RpcServer(logged.log);
  onTestFinished(() => server.close());
  server.method('Sum.AddRpc', {
    params: z.strictObject({ a: z.number(), b: z.number() }),
    handle: ({ a, b }) => ({ sum: a + b }),
  });
  server.method('Sum.BugRpc', {
    params: z.object({}),
    handle: () => {
      throw new TypeError('secret detail');
    },
  });
  server.method('Sum.NoRpc', {
    params: z.object({}),
    handle: async () => {
      throw new Refused('not today');
    },
  });
  const address = await server.listen(ANY_PORT);
  const socket = await LineSocket.open(address);
  onTestFinished(() => socket.close());
  return { server, address, socket, logged };
}

async function stillAnswers(socket: LineSocket): Promise<void> {
  socket.request(99, 'Sum.AddRpc', { a: 2, b: 3 });
  expect((await socket.answer(99)).result).toEqual({ sum: 5 });
}

describe('an RPC server', () => {
  it('answers a request with the result of its method', async () => {
    const { socket } = await setUp();
    socket.request(1, 'Sum.AddRpc', { a: 1, b: 2 });
    expect(await socket.answer(1)).toEqual({ jsonrpc: '2.0', id: 1, result: { sum: 3 } });
  });

  it('answers several requests that arrive in one TCP segment, and one that is cut in two', async () => {
    const { socket } = await setUp();
    const text = (id: number) =>
      JSON.stringify({ jsonrpc: '2.0', id, method: 'Sum.AddRpc', params: { a: id, b: id } });
    socket.send(`${text(1)}\n${text(2)}\n${text(3).slice(0, 20)}`);
    expect((await socket.answer(2)).result).toEqual({ sum: 4 });
    socket.send(`${text(3).slice(20)}\n`);
    expect((await socket.answer(3)).result).toEqual({ sum: 6 });
  });

  it('answers a line that is not JSON with -32700, and the connection stays usable', async () => {
    const { socket } = await setUp();
    socket.send('hello?\n');
    expect((await socket.answer(null)).error?.code).toBe(RPC_ERROR.parse);
    await stillAnswers(socket);
  });

  it.each([
    ['null', 'null'],
    ['a number', '5'],
    ['a string', '"put x 1"'],
    ['an object that is no request', '{"id":1}'],
    ['a response', '{"jsonrpc":"2.0","id":1,"result":{}}'],
    ['an empty batch', '[]'],
    ['a batch with a null in it', '[null]'],
    ['a batch of requests', '[{"jsonrpc":"2.0","id":1,"method":"Sum.AddRpc","params":{}}]'],
  ])('answers %s with -32600: batches are not taken, and none is fatal', async (_, line) => {
    const { socket } = await setUp();
    socket.send(`${line}\n`);
    expect((await socket.answer(null)).error?.code).toBe(RPC_ERROR.invalidRequest);
    await stillAnswers(socket);
    expect(socket.lines.all).toHaveLength(2);
  });

  it.each([
    ['a missing field', { a: 1 }],
    ['a field of a wrong type', { a: 1, b: '2' }],
    ['an unknown field', { a: 1, b: 2, c: 3 }],
    ['an array', [1, 2]],
    ['nothing', undefined],
  ])('answers params with %s with -32602 and the name of the method', async (_, params) => {
    const { socket } = await setUp();
    socket.request(1, 'Sum.AddRpc', params);
    const { error } = await socket.answer(1);
    expect(error?.code).toBe(RPC_ERROR.invalidParams);
    expect(error?.message).toContain('Sum.AddRpc: ');
    await stillAnswers(socket);
  });

  it('answers an unknown method with -32601', async () => {
    const { socket } = await setUp();
    socket.request(1, 'Sum.SubtractRpc', {});
    expect((await socket.answer(1)).error?.code).toBe(-32_601);
  });

  it('answers a bug in a method with -32603, tells the log and not the caller', async () => {
    const { socket, logged } = await setUp();
    socket.request(1, 'Sum.BugRpc', {});
    expect((await socket.answer(1)).error).toEqual({
      code: RPC_ERROR.internal,
      message: 'internal',
    });
    expect(logged.lines.all).toEqual([expect.stringContaining('TypeError: secret detail')]);
    await stillAnswers(socket);
  });

  it('answers a refusal with its reason, which is no bug and not logged', async () => {
    const { socket, logged } = await setUp();
    socket.request(1, 'Sum.NoRpc', {});
    expect((await socket.answer(1)).error).toEqual({
      code: RPC_ERROR.refused,
      message: 'not today',
    });
    expect(logged.lines.all).toEqual([]);
  });

  it('closes a connection whose frame is over the cap, and only that one', async () => {
    const { address, socket, logged } = await setUp();
    const other = await LineSocket.open(address);
    onTestFinished(() => other.close());
    socket.send('x'.repeat(MAX_FRAME_CHARS + 1));
    await socket.closed;
    expect(logged.lines.all).toEqual([expect.stringContaining('a frame over the limit')]);
    await stillAnswers(other);
  });

  it('does not answer a notification', async () => {
    const { socket } = await setUp();
    socket.send('{"jsonrpc":"2.0","method":"Sum.AddRpc","params":{"a":1,"b":1}}\n');
    await stillAnswers(socket);
    expect(socket.lines.all).toHaveLength(1);
  });

  it('tells a waiting method when its caller is gone', async () => {
    const server = new RpcServer(silent());
    onTestFinished(() => server.close());
    const happened = new Inbox<string>();
    server.method('Wait.Rpc', {
      params: z.object({}),
      handle: (_, { closed }) => {
        happened.push('called');
        return new Promise(() => closed.addEventListener('abort', () => happened.push('gone')));
      },
    });
    const socket = await LineSocket.open(await server.listen(ANY_PORT));
    socket.request(1, 'Wait.Rpc', {});
    await happened.first((what) => what === 'called');
    socket.close();
    await happened.first((what) => what === 'gone');
  });

  it('closes the connection of a peer that asks for more than it reads', async () => {
    const server = new RpcServer(silent());
    onTestFinished(() => server.close());
    server.method('Big.Rpc', { params: z.object({}), handle: () => 'x'.repeat(3_000_000) });
    const socket = connect(await server.listen(ANY_PORT));
    onTestFinished(() => void socket.destroy());
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {}); // 'close' follows
    socket.resume();
    // In one segment: the answers to all of them are made before the first can be read.
    socket.write('{"jsonrpc":"2.0","id":1,"method":"Big.Rpc","params":{}}\n'.repeat(30));
    await closed;
    expect(socket.bytesRead).toBeLessThan(30 * 3_000_000);
  });

  it('names the address when it cannot listen on it', async () => {
    const { address } = await setUp();
    const second = new RpcServer(silent());
    await expect(second.listen(address)).rejects.toThrow(
      `cannot listen on 127.0.0.1:${address.port}: the address is in use`,
    );
    await expect(second.listen({ host: '192.0.2.1', port: 1 })).rejects.toThrow(
      'cannot listen on 192.0.2.1:1: ',
    );
  });

  it('lets go of its port and its connections when closed', async () => {
    const server = new RpcServer(silent());
    const address = await listenOnOwnPort((free) => server.listen(free));
    const socket = await LineSocket.open(address);
    server.close();
    await socket.closed;
    const next = new RpcServer(silent());
    onTestFinished(() => next.close());
    expect(await next.listen(address)).toEqual(address);
  });
});

describe('an answer', () => {
  it('has the id of its request, whatever the order of the answers', async () => {
    const server = new RpcServer(silent());
    onTestFinished(() => server.close());
    const calls = new Inbox<() => void>();
    server.method('Slow.Rpc', {
      params: z.object({ last: z.boolean() }),
      handle: ({ last }) =>
        last ? 'last' : new Promise((resolve) => calls.push(() => resolve('first'))),
    });
    const socket = await LineSocket.open(await server.listen(ANY_PORT));
    onTestFinished(() => socket.close());
    socket.request(1, 'Slow.Rpc', { last: false });
    socket.request(2, 'Slow.Rpc', { last: true });
    expect((await socket.answer(2)).result).toBe('last');
    calls.all[0]?.();
    expect((await socket.answer(1)).result).toBe('first');
    const ids = socket.lines.all.map((line) => (JSON.parse(line) as Answer).id);
    expect(ids).toEqual([2, 1]);
  });
});
