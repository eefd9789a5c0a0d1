import * as z from 'zod/mini';
import type { Logger } from '../zlog/log.ts';
import { type Address, parseAddress } from './address.ts';
import { RpcClient } from './client.ts';
import { type Method, RpcServer } from './server.ts';

/** Event-loop turns before a ping is answered: room for the work that earlier frames caused. */
const PING_TURNS = 3;

/** Open sockets say nothing about unfinished work, all else that keeps the loop alive does. */
const PASSIVE = new Set(['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'TTYWrap', 'SignalWrap']);

/** The answer to `Node.PingRpc`: what this process still has to do. */
export interface PingReply {
  /** Calls to other nodes that have no answer yet. */
  readonly outstanding: number;
  /** Timers and asynchronous work besides them. */
  readonly pending: number;
}

/**
 * One process on the network: a port that answers, and the clients it calls others with.
 *
 * It answers `Node.PingRpc`, so that whoever watches a cluster can tell an idle node from a busy
 * one without waiting a fixed time. The reply says when to look, never what is true.
 */
export class RpcNode {
  readonly #server: RpcServer;
  #outstanding = 0;

  constructor(log: Logger) {
    this.#server = new RpcServer(log);
    this.method('Node.PingRpc', { params: z.object({}), handle: () => this.#ping() });
  }

  /** See {@link RpcServer.method}. */
  method<Params>(name: string, method: Method<Params>): void {
    this.#server.method(name, method);
  }

  /** See {@link RpcServer.listen}. */
  listen(address: Address): Promise<Address> {
    return this.#server.listen(address);
  }

  /** A client for the node at `address` (`host:port`); it connects when first used. */
  client(address: string): RpcClient {
    return new RpcClient(parseAddress(address), (change) => {
      this.#outstanding += change;
    });
  }

  close(): void {
    this.#server.close();
  }

  async #ping(): Promise<PingReply> {
    for (let turn = 0; turn < PING_TURNS; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const active = process.getActiveResourcesInfo().filter((kind) => !PASSIVE.has(kind));
    // Every outstanding call has a timer of its own.
    const pending = Math.max(0, active.length - this.#outstanding);
    return { outstanding: this.#outstanding, pending };
  }
}
