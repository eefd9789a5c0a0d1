import type { KeyObject } from 'node:crypto';
import type * as z from 'zod/mini';
import { messageOf } from '../zlog/errors.ts';
import type { RpcClient } from '../zrpc/client.ts';
import { decodePublicKey } from './crypto.ts';
import {
  type GetPeersArgs,
  GetPeersReply,
  type PeerInfo,
  type RegisterArgs,
  RegisterReply,
} from './messages.ts';

/** Students start their servers by hand: the last one may come much later than the first. */
const REGISTER_TIMEOUT_MS = 60 * 60 * 1_000;

/** Makes a client for the node at `host:port`. */
type ClientFor = (addr: string) => RpcClient;

/** Another server, as this node knows it. */
export interface Peer {
  readonly id: number;
  /** `host:port` */
  readonly addr: string;
  readonly publicKey: KeyObject;
  readonly rpc: RpcClient;
}

/** What a client learns from the master. */
export interface Membership {
  readonly f: number;
  readonly view: number;
  /** All 3f+1 servers by id. */
  readonly peers: ReadonlyMap<number, Peer>;
}

/** What a server learns by registering; it finds itself among the peers. */
export interface Cluster extends Membership {
  /** The id given to the server that registered. */
  readonly id: number;
}

/** Connects to the master. @throws Error that says what to do, when it is not there. */
export async function connectMaster(master: RpcClient): Promise<void> {
  try {
    await master.connect();
  } catch (error) {
    throw new Error(`no master: ${messageOf(error)}; start the master first`);
  }
}

/**
 * Registers a server with the master and waits until all others have registered too.
 * @throws Error when the master refuses, goes away, or answers with something else.
 */
export async function register(
  master: RpcClient,
  args: RegisterArgs,
  clientFor: ClientFor,
): Promise<Cluster> {
  const reply = await master.call('Master.RegisterRpc', args, REGISTER_TIMEOUT_MS);
  const { id, f, view, peers } = expected(RegisterReply, reply);
  return { id, f, view, peers: known(peers, clientFor) };
}

/**
 * Asks the master for the servers, for a client, and waits until all of them have registered.
 * @throws Error when the master refuses, goes away, or answers with something else.
 */
export async function getPeers(
  master: RpcClient,
  args: GetPeersArgs,
  clientFor: ClientFor,
): Promise<Membership> {
  const reply = await master.call('Master.GetPeersRpc', args, REGISTER_TIMEOUT_MS);
  const { f, view, peers } = expected(GetPeersReply, reply);
  return { f, view, peers: known(peers, clientFor) };
}

function expected<Reply>(schema: z.ZodMiniType<Reply>, reply: unknown): Reply {
  const checked = schema.safeParse(reply);
  if (checked.success) return checked.data;
  throw new Error('what answers there is not a master: its reply does not list the servers');
}

function known(peers: readonly PeerInfo[], clientFor: ClientFor): Map<number, Peer> {
  return new Map(
    peers.map(({ id, addr, publicKey }) => [
      id,
      { id, addr, publicKey: decodePublicKey(publicKey), rpc: clientFor(addr) },
    ]),
  );
}
