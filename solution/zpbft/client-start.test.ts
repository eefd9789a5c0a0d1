import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeServers } from '../testing/fake-servers.ts';
import { newKeys } from '../testing/keys.ts';
import { silent, testLog } from '../testing/log.ts';
import { NOBODY } from '../testing/ports.ts';
import { type Address, formatAddress } from '../zrpc/address.ts';
import { RpcNode } from '../zrpc/node.ts';
import { Client } from './client.ts';
import { encodePublicKey } from './crypto.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };

async function start({ dead = [] as number[], keys = newKeys() }) {
  const servers = await FakeServers.start({ dead });
  onTestFinished(() => servers.close());
  const logged = testLog(0);
  const client = new Client({ maddr: servers.maddr, caddr: ANY_PORT, keys, log: logged.log });
  onTestFinished(() => client.close());
  await client.start();
  return { servers, client, logged };
}

describe('a client that starts', () => {
  it('prints what the lab prints', async () => {
    const { logged } = await start({});
    expect(logged.lines.all.map((line) => line.replace(/:\d+: /, ': '))).toEqual([
      'client.ts: INFO| connect master ...',
      'client.ts: INFO| build connect with other peers ...',
      'client.ts: INFO| ==== connect all peers success ====',
      'client.ts: INFO| client start ...',
    ]);
  });

  it('has the key pair that it is given', async () => {
    const keys = newKeys();
    const { servers, client } = await start({ keys });
    const result = client.request('all');
    const { request } = await servers.asked.first((one) => one);
    expect(request.req.clientKey).toBe(encodePublicKey(keys.publicKey));
    await Promise.all([0, 1].map((id) => servers.reply(request, id)));
    await result;
  });

  it('starts without servers that are not there, and says how many', async () => {
    const { logged } = await start({ dead: [2, 3] });
    const warnings = logged.lines.all.filter((line) => line.includes('WARN'));
    expect(warnings).toEqual([expect.stringContaining('2 of 4 servers do not answer')]);
  });

  it('says that there is no master, and that its address is in use', async () => {
    const other = new RpcNode(silent());
    const taken = await other.listen(ANY_PORT);
    const keys = newKeys();
    const second = new Client({ maddr: taken, caddr: taken, keys, log: silent() });
    await expect(second.start()).rejects.toThrow(
      `cannot listen on ${formatAddress(taken)}: the address is in use`,
    );
    onTestFinished(() => other.close());
    const client = new Client({ maddr: NOBODY, caddr: ANY_PORT, keys, log: silent() });
    onTestFinished(() => client.close());
    await expect(client.start()).rejects.toThrow('no master: nobody listens on');
  });
});
