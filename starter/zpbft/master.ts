import type { Logger } from '../zlog/log.ts';
import { type Address, formatAddress, shortAddress } from '../zrpc/address.ts';
import { Refused } from '../zrpc/errors.ts';
import { RpcNode } from '../zrpc/node.ts';
import type { CallContext } from '../zrpc/server.ts';
import { GetPeersArgs, type GetPeersReply, RegisterArgs, type RegisterReply } from './messages.ts';
import { Registry, readAddress } from './registry.ts';

/** Clients that may wait for the last server at a time; more are refused. */
export const MAX_WAITING_CLIENTS = 256;

/** What a master is started with. */
export interface MasterOptions {
  readonly maddr: Address;
  /** Byzantine servers tolerated: the cluster has 3f+1. */
  readonly f: number;
  /** The view that all servers start in. */
  readonly view: number;
  readonly log: Logger;
  /** Told the id of each server that registers. */
  readonly onRegister?: (id: number) => void;
}

/**
 * The registry of a cluster. Servers register their address and public key, clients ask for the
 * servers; both wait until all 3f+1 servers have registered.
 */
export class Master {
  readonly #options: MasterOptions;
  readonly #log: Logger;
  readonly #rpc: RpcNode;
  readonly #registry: Registry;
  /** Lets go of every caller that waits for the last server. */
  readonly #waiting = new Set<() => void>();
  #waitingClients = 0;

  constructor(options: MasterOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#registry = new Registry(3 * options.f + 1);
    this.#rpc = new RpcNode(options.log);
    this.#rpc.method('Master.RegisterRpc', {
      params: RegisterArgs,
      handle: (args, context) => this.RegisterRpc(args, context),
    });
    this.#rpc.method('Master.GetPeersRpc', {
      params: GetPeersArgs,
      handle: (args, context) => this.GetPeersRpc(args, context),
    });
  }

  /**
   * Starts to listen and returns the address really bound.
   * @throws Error that names the address, when it is in use.
   */
  async start(): Promise<Address> {
    const { f, maddr } = this.#options;
    const bound = await this.#rpc.listen(maddr);
    const where = shortAddress(formatAddress(bound));
    this.#log.info(`Master, maddr:${where}, f=${f}, peerNum=${this.#registry.size}`);
    this.#log.info('waiting for node registration ...');
    return bound;
  }

  close(): void {
    this.#rpc.close();
  }

  /** A server registers; the answer comes when all have. @throws Refused, see {@link Registry}. */
  async RegisterRpc(args: RegisterArgs, { closed }: CallContext): Promise<RegisterReply> {
    if (closed.aborted) throw new Refused('the server left');
    const peer = this.#registry.add(args);
    const where = shortAddress(peer.addr);
    this.#log.info(`new peer, addr:${where}, id=${peer.id}`);
    this.#options.onRegister?.(peer.id);
    if (this.#registry.isComplete()) this.#letGo();
    // Departure from the lab, where a server stopped too early takes its place with it: then
    // everything has to be started again.
    const left = await this.#untilComplete(closed);
    if (left) {
      this.#registry.remove(peer);
      this.#log.warn(`server ${where} left before all had registered, id=${peer.id} is free again`);
      throw new Refused('the server left');
    }
    return { id: peer.id, ...this.#membership() };
  }

  /** A client asks for the servers; the answer comes when all have registered. */
  async GetPeersRpc({ clientAddr }: GetPeersArgs, { closed }: CallContext): Promise<GetPeersReply> {
    const where = shortAddress(readAddress(clientAddr));
    if (this.#waitingClients >= MAX_WAITING_CLIENTS) {
      throw new Refused(`${MAX_WAITING_CLIENTS} clients wait for the servers already`);
    }
    this.#waitingClients += 1;
    const left = await this.#untilComplete(closed);
    this.#waitingClients -= 1;
    if (left) throw new Refused('the client left');
    this.#log.info(`new client addr: ${where}`);
    return this.#membership();
  }

  #membership(): GetPeersReply {
    const { f, view } = this.#options;
    return { f, view, peers: this.#registry.all() };
  }

  #letGo(): void {
    const leader = this.#registry.all()[this.#options.view % this.#registry.size];
    const where = shortAddress(leader?.addr ?? '');
    this.#log.info(`All nodes registered successfully, leader.addr=${where}`);
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  /** Waits for the last server. @returns true when the caller's connection closed before it. */
  #untilComplete(closed: AbortSignal): Promise<boolean> {
    if (closed.aborted || this.#registry.isComplete()) return Promise.resolve(closed.aborted);
    return new Promise((resolve) => {
      const go = (): void => {
        closed.removeEventListener('abort', leave);
        resolve(false);
      };
      const leave = (): void => {
        this.#waiting.delete(go);
        resolve(true);
      };
      this.#waiting.add(go);
      closed.addEventListener('abort', leave, { once: true });
    });
  }
}
