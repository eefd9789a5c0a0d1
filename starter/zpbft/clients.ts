import { messageOf } from '../zlog/errors.ts';
import type { Logger } from '../zlog/log.ts';
import { shortAddress } from '../zrpc/address.ts';
import type { RpcClient } from '../zrpc/client.ts';
import type { ReplyArgs } from './messages.ts';

/** Connections kept open for replies; the one used longest ago is closed first. */
const MAX_CONNECTIONS = 256;

/** A server's connections to the clients that it answers. */
export class Clients {
  readonly #connect: (addr: string) => RpcClient;
  readonly #log: Logger;
  readonly #byAddress = new Map<string, RpcClient>();

  constructor(connect: (addr: string) => RpcClient, log: Logger) {
    this.#connect = connect;
    this.#log = log;
  }

  /** Sends a reply; a client that is gone is logged and forgotten, never an error. */
  async send(clientAddr: string, args: ReplyArgs): Promise<void> {
    try {
      await this.#at(clientAddr).notify('Client.ReplyRpc', args);
    } catch (error) {
      const where = shortAddress(clientAddr);
      this.#log.warn(`Client.ReplyRpc ${where} error: ${messageOf(error)}`);
    }
  }

  close(): void {
    for (const client of this.#byAddress.values()) client.close();
  }

  #at(clientAddr: string): RpcClient {
    const client = this.#byAddress.get(clientAddr) ?? this.#connect(clientAddr);
    this.#byAddress.delete(clientAddr);
    this.#byAddress.set(clientAddr, client); // now the one used last
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size > MAX_CONNECTIONS && oldest !== undefined) {
      this.#byAddress.get(oldest)?.close();
      this.#byAddress.delete(oldest);
    }
    return client;
  }
}
