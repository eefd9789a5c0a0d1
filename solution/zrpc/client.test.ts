import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { Inbox } from '../testing/inbox.ts';
import { silent } from '../testing/log.ts';
import { listenOnOwnPort, NOBODY } from '../testing/ports.ts';
import { type Address, boundAddress } from './address.ts';
import { RpcClient } from './client.ts';
import { Refused } from './errors.ts';
import { readFrames } from './frames.ts';
import { RpcServer } from './server.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };
/** Of calls that are meant to run out of time. */
const SHORT_MS = 100;
/** Of calls that are meant not to. */
const LONG_MS = 60_000;

/** A server that echoes. */
async function echoServer(
  where: Address | 'own port' = ANY_PORT,
): Promise<{ server: RpcServer; address: Address }> {
  const server = new RpcServer(silent());
  onTestFinished(() => server.close());
  server.method('Echo.Rpc', { params: z.object({ text: z.string() }), handle: ({ text }) => text });
  server.method('No.Rpc', {
    params: z.object({}),
    handle: () => {
      throw new Refused('not today');
    },
  });
  if (where !== 'own port') return { server, address: await server.listen(where) };
  return { server, address: await listenOnOwnPort((address) => server.listen(address)) };
}

/** A bare TCP server: what a hung or lying peer looks like. */
async function bareServer(onConnection: (socket: Socket) => void): Promise<Address> {
  const sockets: Socket[] = [];
  const server: NetServer = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return boundAddress('127.0.0.1', server.address());
}

interface Setup {
  readonly client: RpcClient;
  /** How many calls have started and not ended. */
  readonly outstanding: () => number;
}

function clientOf(address: Address): Setup {
  let calls = 0;
  const client = new RpcClient(address, (change) => {
    calls += change;
  });
  onTestFinished(() => client.close());
  return { client, outstanding: () => calls };
}

describe('an RPC client', () => {
  it('connects when first used, and gets the answer', async () => {
    const { address } = await echoServer();
    const { client } = clientOf(address);
    expect(await client.call('Echo.Rpc', { text: 'hello' })).toBe('hello');
  });

  it('says which calls are outstanding, and that they ended however they end', async () => {
    const { address } = await echoServer();
    const { client, outstanding } = clientOf(address);
    const calls = [
      client.call('Echo.Rpc', { text: 'a' }),
      client.call('No.Rpc', {}),
      client.call('Echo.Rpc', {}),
    ];
    expect(outstanding()).toBe(3);
    await Promise.allSettled(calls);
    expect(outstanding()).toBe(0);
  });

  it('rejects with the reason that the other side gives', async () => {
    const { address } = await echoServer();
    const { client } = clientOf(address);
    await expect(client.call('No.Rpc', {})).rejects.toThrow('not today');
  });

  it('says that nobody listens there', async () => {
    const { client, outstanding } = clientOf(NOBODY);
    await expect(client.call('Echo.Rpc', { text: 'a' })).rejects.toThrow(
      'nobody listens on 127.0.0.1:1',
    );
    expect(outstanding()).toBe(0);
  });

  it('gives up a call that has no answer in time, and keeps the connection', async () => {
    let connections = 0;
    const address = await bareServer(() => {
      connections += 1;
    });
    const { client } = clientOf(address);
    await expect(client.call('Echo.Rpc', {}, SHORT_MS)).rejects.toThrow('no answer within 100 ms');
    await expect(client.call('Echo.Rpc', {}, SHORT_MS)).rejects.toThrow('no answer within 100 ms');
    expect(connections).toBe(1);
  });

  it('is not held up by another peer that hangs', async () => {
    const hung = clientOf(await bareServer(() => {}));
    const lively = clientOf((await echoServer()).address);
    const waiting = hung.client.call('Echo.Rpc', {}, LONG_MS);
    expect(await lively.client.call('Echo.Rpc', { text: 'a' })).toBe('a');
    expect(hung.outstanding()).toBe(1);
    hung.client.close();
    await expect(waiting).rejects.toThrow('was closed');
  });

  it('fails its calls when the peer goes away, and reconnects when it has come back', async () => {
    const { server, address } = await echoServer('own port');
    const { client } = clientOf(address);
    await client.call('Echo.Rpc', { text: 'a' });
    const { closed } = await watch(client);
    server.close();
    await closed;
    await expect(client.call('Echo.Rpc', { text: 'b' })).rejects.toThrow('nobody listens');
    await echoServer(address);
    expect(await client.call('Echo.Rpc', { text: 'c' })).toBe('c');
  });

  it('rejects at once what was under way when the connection broke', async () => {
    const address = await bareServer((socket) => socket.once('data', () => socket.destroy()));
    const { client } = clientOf(address);
    await expect(client.call('Echo.Rpc', {})).rejects.toThrow(/closed|ECONNRESET/);
  });

  it.each([
    ['not JSON', 'hello'],
    ['null', 'null'],
    ['a number', '5'],
    ['a request', '{"jsonrpc":"2.0","id":1,"method":"x"}'],
  ])('hangs up on a peer whose answer is %s', async (_, line) => {
    const address = await bareServer((socket) => void socket.write(`${line}\n`));
    const { client } = clientOf(address);
    await expect(client.call('Echo.Rpc', {})).rejects.toThrow('was closed');
  });

  it.each(['null', '5', '{}', '[]', '{"message":{"a":1},"code":"x"}'])(
    'rejects, and survives, an error response with the error %s',
    async (error) => {
      const address = await bareServer((socket) => {
        socket.once('data', () => socket.write(`{"jsonrpc":"2.0","id":1,"error":${error}}\n`));
      });
      const { client, outstanding } = clientOf(address);
      await expect(client.call('Echo.Rpc', {})).rejects.toBeInstanceOf(Error);
      expect(outstanding()).toBe(0);
    },
  );

  it('ignores an answer to a call that it did not make', async () => {
    const answers = [77, 'one', null, 1].map(
      (id) => `${JSON.stringify({ jsonrpc: '2.0', id, result: `for ${id}` })}\n`,
    );
    const address = await bareServer((socket) => {
      socket.once('data', () => socket.write(answers.join('')));
    });
    const { client } = clientOf(address);
    expect(await client.call('Echo.Rpc', {})).toBe('for 1');
  });

  it('gives up on a peer that does not read what it is sent', async () => {
    const address = await bareServer((socket) => void socket.pause());
    const { client } = clientOf(address);
    const text = 'x'.repeat(3_000_000);
    const calls = Array.from({ length: 12 }, () => client.call('Echo.Rpc', { text }, SHORT_MS));
    const reasons = (await Promise.allSettled(calls)).map((outcome) =>
      outcome.status === 'rejected' ? String(outcome.reason) : 'answered',
    );
    expect(reasons).toContainEqual(expect.stringContaining('does not read what it is sent'));
    await expect(client.notify('Echo.Rpc', { text })).rejects.toThrow('does not read');
  });

  it('tells a peer something without asking for an answer', async () => {
    const lines = new Inbox<string>();
    const address = await bareServer((socket) => {
      readFrames(socket, lines.push, () => {});
    });
    const { client, outstanding } = clientOf(address);
    const told = client.notify('Echo.Rpc', { text: 'a' });
    expect(outstanding()).toBe(1); // until it is written: the connection has to come up first
    await told;
    expect(outstanding()).toBe(0);
    await client.notify('Echo.Rpc', { text: 'b' });
    await lines.atLeast(2, () => true);
    expect(lines.all.map((line) => JSON.parse(line))).toEqual(
      ['a', 'b'].map((text) => ({ jsonrpc: '2.0', method: 'Echo.Rpc', params: { text } })),
    );
  });

  it('says that nobody is there to be told', async () => {
    const { client, outstanding } = clientOf(NOBODY);
    await expect(client.notify('Echo.Rpc', {})).rejects.toThrow('nobody listens on 127.0.0.1:1');
    expect(outstanding()).toBe(0);
  });
});

/** Resolves `closed` when the client's present connection is gone. */
async function watch(client: RpcClient): Promise<{ closed: Promise<void> }> {
  const { socket } = await client.connect();
  return { closed: new Promise((resolve) => socket.once('close', () => resolve())) };
}
