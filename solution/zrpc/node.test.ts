import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { Inbox } from '../testing/inbox.ts';
import { LineSocket } from '../testing/line-socket.ts';
import { silent } from '../testing/log.ts';
import { type Address, formatAddress, parseAddress } from './address.ts';
import { type PingReply, RpcNode } from './node.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };
/** The test runner has a few timers of its own in this process, which come and go. */
const FEW = 20;
const TIMERS = 100;

async function startNode(): Promise<{ node: RpcNode; addr: string }> {
  const node = new RpcNode(silent());
  onTestFinished(() => node.close());
  return { node, addr: formatAddress(await node.listen(ANY_PORT)) };
}

/** Pings `addr` from a node of its own, so that the call is not among those reported. */
async function ping(addr: string): Promise<PingReply> {
  const watcher = new RpcNode(silent()).client(addr);
  onTestFinished(() => watcher.close());
  return z
    .object({ outstanding: z.number(), pending: z.number() })
    .parse(await watcher.call('Node.PingRpc', {}));
}

describe('Node.PingRpc', () => {
  it('reports the calls to other nodes that have no answer yet', async () => {
    const { node, addr } = await startNode();
    const other = await startNode();
    const calls = new Inbox<() => void>();
    other.node.method('Slow.Rpc', {
      params: z.object({}),
      handle: () => new Promise<void>((resolve) => calls.push(resolve)),
    });
    const rpc = node.client(other.addr);
    onTestFinished(() => rpc.close());
    expect((await ping(addr)).outstanding).toBe(0);
    const call = rpc.call('Slow.Rpc', {});
    const answer = await calls.first((resolve) => resolve);
    expect((await ping(addr)).outstanding).toBe(1);
    answer();
    await call;
    expect((await ping(addr)).outstanding).toBe(0);
  });

  it('reports timers: work that has been put off', async () => {
    const { addr } = await startNode();
    const before = (await ping(addr)).pending;
    const timers = Array.from({ length: TIMERS }, () => setTimeout(() => {}, 60_000));
    const during = (await ping(addr)).pending;
    for (const timer of timers) clearTimeout(timer);
    const after = (await ping(addr)).pending;
    expect(Math.abs(during - before - TIMERS)).toBeLessThan(FEW);
    expect(Math.abs(after - before)).toBeLessThan(FEW);
  });

  it('is answered after the work that earlier frames caused', async () => {
    const { node, addr } = await startNode();
    node.method('Work.Rpc', {
      params: z.object({}),
      handle: () => new Promise((resolve) => setImmediate(resolve)),
    });
    const socket = await LineSocket.open(parseAddress(addr));
    onTestFinished(() => socket.close());
    socket.request(1, 'Work.Rpc', {});
    socket.request(2, 'Node.PingRpc', {});
    await Promise.all([socket.answer(1), socket.answer(2)]);
    expect(socket.lines.all.map((line) => JSON.parse(line).id)).toEqual([1, 2]);
  });

  it('takes no parameters of another shape', async () => {
    const { addr } = await startNode();
    const rpc = new RpcNode(silent()).client(addr);
    onTestFinished(() => rpc.close());
    await expect(rpc.call('Node.PingRpc', [])).rejects.toThrow('Node.PingRpc');
  });
});
