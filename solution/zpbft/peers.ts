import type { KeyObject } from 'node:crypto';
import type { RpcClient } from '../zrpc/client.ts';
import { decodePublicKey } from './crypto.ts';
import { type RegisterArgs, RegisterReply } from './messages.ts';

/** Students start their servers by hand: the last one may come much later than the first. */
const REGISTER_TIMEOUT_MS = 60 * 60 * 1_000;

/** Another server, as this node knows it. */
export interface Peer {
  readonly id: number;
  /** `host:port` */
  readonly addr: string;
  readonly publicKey: KeyObject;
  readonly rpc: RpcClient;
}

/** What a server learns by registering. */
export interface Cluster {
  /** The id given to the server that registered. */
  readonly id: number;
  readonly f: number;
  readonly view: number;
  /** All 3f+1 servers by id, the registered one included. */
  readonly peers: ReadonlyMap<number, Peer>;
}

/**
 * Registers a server with the master and waits until all others have registered too.
 * @throws Error when the master refuses, goes away, or answers with something else.
 */
export async function register(
  master: RpcClient,
  args: RegisterArgs,
  clientFor: (addr: string) => RpcClient,
): Promise<Cluster> {
  const reply = await master.call('Master.RegisterRpc', args, REGISTER_TIMEOUT_MS);
  const { id, f, view, peers } = RegisterReply.parse(reply);
  const known = peers.map((peer): [number, Peer] => [
    peer.id,
    { ...peer, publicKey: decodePublicKey(peer.publicKey), rpc: clientFor(peer.addr) },
  ]);
  return { id, f, view, peers: new Map(known) };
}
