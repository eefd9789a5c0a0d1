import { describe, expect, it, onTestFinished } from 'vitest';
import { Inbox } from '../testing/inbox.ts';
import { silent, testLog } from '../testing/log.ts';
import { type Address, formatAddress } from '../zrpc/address.ts';
import type { RpcClient } from '../zrpc/client.ts';
import { RpcNode } from '../zrpc/node.ts';
import { Clients } from './clients.ts';
import { ReplyArgs } from './messages.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };
/** The server's own limit, see clients.ts. */
const MAX_CONNECTIONS = 256;
const REPLY: ReplyArgs = {
  msg: { view: 0, seq: 1, timestamp: '1', clientKey: 'k', id: 0, result: 'put ok' },
  signature: 's',
};

/** One client that listens, whatever the address under which it is sent to. */
async function setUp() {
  const node = new RpcNode(silent());
  const received = new Inbox<ReplyArgs>();
  node.method('Client.ReplyRpc', { params: ReplyArgs, handle: (args) => received.push(args) });
  const real = formatAddress(await node.listen(ANY_PORT));
  const logged = testLog();
  const made: { addr: string; client: RpcClient }[] = [];
  const clients = new Clients((addr) => {
    const client = node.client(addr === 'gone' ? '127.0.0.1:1' : real);
    made.push({ addr, client });
    return client;
  }, logged.log);
  onTestFinished(() => {
    clients.close();
    node.close();
  });
  return { clients, received, logged, made };
}

describe("a server's connections to its clients", () => {
  it('are made once per client, and used for all its replies', async () => {
    const { clients, received, made } = await setUp();
    await clients.send('a', REPLY);
    await clients.send('b', REPLY);
    await clients.send('a', REPLY);
    expect(made.map(({ addr }) => addr)).toEqual(['a', 'b']);
    expect(await received.atLeast(3, () => true)).toEqual([REPLY, REPLY, REPLY]);
  });

  it('may lead to a client that is gone: a warning, never an error', async () => {
    const { clients, logged } = await setUp();
    await clients.send('gone', REPLY);
    expect(logged.lines.all).toEqual([
      expect.stringMatching(
        /WARN\| Client\.ReplyRpc gone error: nobody listens on 127\.0\.0\.1:1$/,
      ),
    ]);
  });

  it('are bounded: the one used longest ago is closed, and made again when needed', async () => {
    const { clients, received, made } = await setUp();
    for (let i = 0; i < MAX_CONNECTIONS; i += 1) await clients.send(`client ${i}`, REPLY);
    await clients.send('client 0', REPLY); // now client 1 is the one used longest ago
    await clients.send('one too many', REPLY);
    await clients.send('client 0', REPLY);
    expect(made).toHaveLength(MAX_CONNECTIONS + 1);
    await clients.send('client 1', REPLY);
    expect(made.at(-1)?.addr).toBe('client 1');
    expect(made).toHaveLength(MAX_CONNECTIONS + 2);
    expect(await received.atLeast(MAX_CONNECTIONS + 4, () => true)).toHaveLength(
      MAX_CONNECTIONS + 4,
    );
  });
});
