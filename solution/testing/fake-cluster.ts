import * as z from 'zod/mini';
import { encodePublicKey, type KeyPair, type MessageType, sign } from '../zpbft/crypto.ts';
import {
  type PrePrepareArgs,
  type PrepareArgs,
  RegisterArgs,
  ReplyArgs,
  type RequestArgs,
} from '../zpbft/messages.ts';
import { digestOfBatch } from '../zpbft/queue.ts';
import { Server } from '../zpbft/server.ts';
import { type Address, formatAddress } from '../zrpc/address.ts';
import { RpcNode } from '../zrpc/node.ts';
import { Inbox } from './inbox.ts';
import { newKeys } from './keys.ts';
import { silent, type TestLog, testLog } from './log.ts';
import { NOBODY } from './ports.ts';
import { requestBy } from './request.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };
const PHASES = ['Server.PrePrepareRpc', 'Server.PrepareRpc', 'Server.CommitRpc'];
/** Pings before a server that is still busy fails the test. */
const MAX_PINGS = 2_000;

/** A message that the server under test sent to another one. */
export interface Sent {
  readonly to: number;
  readonly method: string;
  readonly args: { readonly msg: Readonly<Record<string, unknown>>; readonly signature: string };
}

/** How a vote differs from a right one. */
export interface Twist {
  readonly view?: number;
  readonly digest?: string;
  readonly id?: number;
  /** Who really signs; by default the server that the vote names. */
  readonly signer?: KeyPair;
  /** The type that the signature vouches for. */
  readonly type?: MessageType;
  readonly signature?: string;
  /** The seq that is signed, when it is not the one that is sent. */
  readonly signedSeq?: number;
}

/**
 * One real server in this process; the test plays its master, the other servers and a client.
 *
 * The test calls the server's methods directly, so it decides the order of all that happens, and
 * reads in {@link sent} what the server told the others over TCP.
 */
export class FakeCluster {
  readonly sent = new Inbox<Sent>();
  readonly replies = new Inbox<ReplyArgs>();
  readonly keys: readonly KeyPair[];
  readonly clientKeys = newKeys();
  readonly server: Server;
  readonly logged: TestLog = testLog(0);
  readonly f: number;
  readonly view: number;
  /** Where the server under test listens. */
  address = '';
  readonly #id: number;
  readonly #master = new RpcNode(silent());
  readonly #peers = new Map<number, RpcNode>();
  readonly #client = new RpcNode(silent());
  #clientAddr = '';

  private constructor(
    { id, f, view, batch }: { id: number; f: number; view: number; batch: number },
    maddr: Address,
    master: RpcNode,
  ) {
    this.#id = id;
    this.f = f;
    this.view = view;
    this.#master = master;
    this.keys = Array.from({ length: 3 * f + 1 }, newKeys);
    this.server = new Server({
      maddr,
      saddr: ANY_PORT,
      keys: this.keysOf(id),
      log: this.logged.log,
      batch,
    });
  }

  /** Starts the server under test, as number `id`, among servers that record and stay silent. */
  static async start({
    id = 1,
    f = 1,
    view = 0,
    batch = 1,
    dead = [] as number[],
  } = {}): Promise<FakeCluster> {
    const master = new RpcNode(silent());
    const maddr = await master.listen(ANY_PORT);
    const cluster = new FakeCluster({ id, f, view, batch }, maddr, master);
    await cluster.#start(dead);
    return cluster;
  }

  close(): void {
    this.server.close();
    this.#master.close();
    this.#client.close();
    for (const peer of this.#peers.values()) peer.close();
  }

  keysOf(id: number): KeyPair {
    const keys = this.keys[id];
    if (keys === undefined) throw new RangeError(`there is no server ${id}`);
    return keys;
  }

  /** Ids of the servers that the test plays. */
  others(): number[] {
    return this.keys.map((_, id) => id).filter((id) => id !== this.#id);
  }

  request(command = 'put x 1', timestamp = '1'): RequestArgs {
    return requestBy(this.clientKeys, { command, timestamp, clientAddr: this.#clientAddr });
  }

  prePrepare(
    seq: number,
    request: RequestArgs,
    twist: Twist & { readonly more?: RequestArgs[] } = {},
  ): PrePrepareArgs {
    const { view = this.view, more = [], type = 'pre-prepare' } = twist;
    const { digest = digestOfBatch({ request, more }) } = twist;
    const msg = { view, seq, digest };
    const signer = twist.signer ?? this.keysOf(this.view % this.keys.length);
    const signature = twist.signature ?? sign(type, msg, signer.privateKey);
    return { msg, signature, request, ...(more.length > 0 && { more }) };
  }

  /** The vote of server `id`; prepares and commits have the same form. */
  vote(type: MessageType, seq: number, digest: string, id: number, twist: Twist = {}): PrepareArgs {
    const msg = {
      view: twist.view ?? this.view,
      seq,
      digest: twist.digest ?? digest,
      id: twist.id ?? id,
    };
    const signer = twist.signer ?? this.keysOf(id);
    const signed = { ...msg, seq: twist.signedSeq ?? seq };
    const signature = twist.signature ?? sign(twist.type ?? type, signed, signer.privateKey);
    return { msg, signature };
  }

  /** Gives the server valid prepares, or commits, of others: by default 2f, the last of them. */
  deliver(type: 'prepare' | 'commit', seq: number, digest: string, ids = this.quorum()): void {
    for (const id of ids) {
      const args = this.vote(type, seq, digest, id);
      if (type === 'prepare') this.server.PrepareRpc(args);
      else this.server.CommitRpc(args);
    }
  }

  /** Ids of 2f other servers. */
  quorum(): number[] {
    return this.others().slice(-2 * this.f);
  }

  /** Takes `request` through all phases at the server under test, a backup. */
  execute(seq: number, request: RequestArgs): void {
    this.server.PrePrepareRpc(this.prePrepare(seq, request));
    this.deliver('prepare', seq, request.digest);
    this.deliver('commit', seq, request.digest);
  }

  /** What the server sent to others by one method, once it has nothing more to send. */
  async allSent(method: string): Promise<Sent[]> {
    const rpc = new RpcNode(silent()).client(this.address);
    try {
      for (let ping = 0; ping < MAX_PINGS; ping += 1) {
        const answer = (await rpc.call('Node.PingRpc', {})) as { outstanding: number };
        if (answer.outstanding === 0) return this.sent.all.filter((one) => one.method === method);
      }
      throw new Error(`the server is still busy after ${MAX_PINGS} pings`);
    } finally {
      rpc.close();
    }
  }

  async #start(dead: readonly number[]): Promise<void> {
    const addrs = new Map<number, string>();
    for (const id of this.others()) {
      const peer = this.#playServer(id);
      const address = dead.includes(id) ? NOBODY : await peer.listen(ANY_PORT);
      addrs.set(id, formatAddress(address));
    }
    this.#client.method('Client.ReplyRpc', {
      params: ReplyArgs,
      handle: (args) => {
        this.replies.push(args);
        return {};
      },
    });
    this.#clientAddr = formatAddress(await this.#client.listen(ANY_PORT));
    this.#master.method('Master.RegisterRpc', {
      params: RegisterArgs,
      handle: ({ addr }) => {
        this.address = addr;
        const peers = this.keys.map(({ publicKey }, id) => {
          return { id, addr: addrs.get(id) ?? addr, publicKey: encodePublicKey(publicKey) };
        });
        return { id: this.#id, f: this.f, view: this.view, peers };
      },
    });
    await this.server.start();
  }

  #playServer(id: number): RpcNode {
    const peer = new RpcNode(silent());
    this.#peers.set(id, peer);
    const params = z.looseObject({ msg: z.record(z.string(), z.unknown()), signature: z.string() });
    for (const method of PHASES) {
      peer.method(method, {
        params,
        handle: (args) => {
          this.sent.push({ to: id, method, args });
          return {};
        },
      });
    }
    return peer;
  }
}
