import { messageOf } from '../zlog/errors.ts';
import type { Logger } from '../zlog/log.ts';
import { type Address, formatAddress } from '../zrpc/address.ts';
import { Refused, RPC_ERROR, RpcError } from '../zrpc/errors.ts';
import { RpcNode } from '../zrpc/node.ts';
import { Clock } from './clock.ts';
import { digestOf, encodePublicKey, type KeyPair, sign, verify } from './crypto.ts';
import { type PhaseReply, ReplyArgs, type RequestArgs, RequestReply } from './messages.ts';
import { connectMaster, getPeers, type Membership, type Peer } from './peers.ts';
import { PendingRequest } from './pending.ts';

/** How long a request waits for f+1 equal replies. */
const ANSWER_TIMEOUT_MS = 5_000;
/** How long a client that leaves waits for the replies that it does not need any more. */
const LINGER_MS = 300;

/** What a client is started with. */
export interface ClientOptions {
  readonly maddr: Address;
  readonly caddr: Address;
  readonly keys: KeyPair;
  readonly log: Logger;
  /** Default: {@link ANSWER_TIMEOUT_MS}. */
  readonly answerTimeoutMs?: number;
}

/** The answer to a command. */
export interface Result {
  readonly text: string;
  /** From the command to the (f+1)th equal reply, in nanoseconds. */
  readonly tookNs: bigint;
}

/** Sends commands to the leader, and believes what f+1 servers reply. */
export class Client {
  readonly #options: ClientOptions;
  readonly #log: Logger;
  readonly #rpc: RpcNode;
  readonly #clock = new Clock();
  readonly #clientKey: string;
  #clientAddr = '';
  #cluster: Membership = { f: 0, view: 0, peers: new Map() };
  /** The last request; kept when it has its result, since more replies to it arrive. */
  #pending: PendingRequest | undefined;
  #busy = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#clientKey = encodePublicKey(options.keys.publicKey);
    this.#rpc = new RpcNode(options.log);
    this.#rpc.method('Client.ReplyRpc', {
      params: ReplyArgs,
      handle: (args) => this.ReplyRpc(args),
    });
  }

  /**
   * Listens, waits until all servers have registered with the master, and connects to them.
   * @throws Error with one clear sentence, when the address is taken or there is no master.
   */
  async start(): Promise<void> {
    this.#clientAddr = formatAddress(await this.#rpc.listen(this.#options.caddr));
    this.#log.info('connect master ...');
    const master = this.#rpc.client(formatAddress(this.#options.maddr));
    await connectMaster(master);
    const args = { clientAddr: this.#clientAddr };
    this.#cluster = await getPeers(master, args, (addr) => this.#rpc.client(addr));
    master.close();

    this.#log.info('build connect with other peers ...');
    const peers = [...this.#cluster.peers.values()];
    const up = await Promise.allSettled(peers.map(({ rpc }) => rpc.connect()));
    const failed = up.filter(({ status }) => status === 'rejected').length;
    if (failed === 0) this.#log.info('==== connect all peers success ====');
    else this.#log.warn(`${failed} of ${peers.length} servers do not answer`);
    this.#log.info('client start ...');
  }

  /**
   * Has the servers execute one command; one at a time, PBFT §4.1.
   *
   * @throws NoAnswer when f+1 equal replies did not come in time, or the leader refused.
   */
  async request(command: string): Promise<Result> {
    if (this.#busy) throw new Error('the last command has no answer yet');
    this.#busy = true;
    const start = process.hrtime.bigint();
    const { f, peers } = this.#cluster;
    const pending = new PendingRequest(this.#clock.next(), f + 1, peers.size);
    this.#pending = pending;
    const limitMs = this.#options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    // After a turn: on a busy machine replies may have arrived and not been read yet.
    const giveUp = (): void => pending.fail(`no answer within ${limitMs} ms`);
    const timer = setTimeout(() => setImmediate(giveUp), limitMs);
    try {
      void this.#send(command, pending);
      const { result } = await pending.agreed;
      return { text: result, tookNs: process.hrtime.bigint() - start };
    } finally {
      clearTimeout(timer);
      this.#busy = false;
    }
  }

  /**
   * Waits a moment for the replies that the last request did not need: a client that left at once
   * would make the slower servers warn about it.
   */
  async settled(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LINGER_MS);
    });
    await Promise.race([this.#pending?.answeredByAll, late]);
    clearTimeout(timer);
  }

  close(): void {
    this.#rpc.close();
    for (const { rpc } of this.#cluster.peers.values()) rpc.close();
  }

  /**
   * A server's reply. It may come before the leader has answered the request, after the result
   * was accepted, twice, or from a liar: only a server's first valid reply to this request counts.
   */
  ReplyRpc(args: ReplyArgs): PhaseReply {
    const { id, seq, timestamp, result } = args.msg;
    const wrong = this.#wrongWith(args);
    if (wrong !== undefined) {
      this.#log.warn(`${this.#at(seq)} 4:reply of ${id} refused: ${wrong}`);
      throw new Refused(wrong);
    }
    const pending = this.#pending;
    if (pending?.timestamp !== timestamp) return {}; // answers an earlier request
    const count = pending.count(id, result);
    if (count !== undefined) {
      this.#log.info(`${this.#at(seq)} 4:reply <= ${id} | reply.count=${count}`);
    }
    return {};
  }

  #wrongWith({ msg, signature }: ReplyArgs): string | undefined {
    const peer = this.#cluster.peers.get(msg.id);
    if (peer === undefined) return 'not a server of this cluster';
    if (msg.clientKey !== this.#clientKey) return 'meant for another client';
    const genuine = verify('reply', msg, signature, peer.publicKey);
    return genuine ? undefined : 'not signed by that server';
  }

  /** Sends the request to the leader; fails it only when nothing can come of it any more. */
  async #send(command: string, pending: PendingRequest): Promise<void> {
    const leader = this.#cluster.peers.get(this.#leader);
    if (leader === undefined) return pending.fail('the client is not started');
    try {
      await leader.rpc.connect();
    } catch (error) {
      return pending.fail(`the leader, server ${leader.id}, is not there: ${messageOf(error)}`);
    }
    try {
      const reply = await leader.rpc.call('Server.RequestRpc', this.#sign(command, pending));
      this.#logRequest(leader, RequestReply.safeParse(reply).data?.seq, command);
    } catch (error) {
      const { refused, invalidParams } = RPC_ERROR;
      const code = error instanceof RpcError ? error.code : undefined;
      if (code === refused || code === invalidParams) {
        return pending.fail(`the leader, server ${leader.id}, refused: ${messageOf(error)}`);
      }
      // The leader may have proposed it before it failed: the others may still reply.
      this.#log.warn(`Server.RequestRpc ${leader.id} error: ${messageOf(error)}`);
    }
  }

  #logRequest({ id }: Peer, seq: number | undefined, command: string): void {
    if (seq === undefined) this.#log.warn(`Server.RequestRpc ${id} error: its answer has no seq`);
    else this.#log.info(`${this.#at(seq)} 0:request => ${id} | cmd: [${command}]`);
  }

  #sign(command: string, { timestamp }: PendingRequest): RequestArgs {
    const req = {
      clientKey: this.#clientKey,
      clientAddr: this.#clientAddr,
      timestamp,
      command,
    };
    const signature = sign('request', req, this.#options.keys.privateKey);
    return { req, digest: digestOf(req), signature };
  }

  get #leader(): number {
    return this.#cluster.view % this.#cluster.peers.size;
  }

  #at(seq: number): string {
    return `L=${this.#leader} seq=${seq}|`;
  }
}
