import { encodePublicKey, type KeyPair, sign } from '../zpbft/crypto.ts';
import { GetPeersArgs, type ReplyMsg, RequestArgs } from '../zpbft/messages.ts';
import { type Address, formatAddress } from '../zrpc/address.ts';
import type { RpcClient } from '../zrpc/client.ts';
import { RpcNode } from '../zrpc/node.ts';
import { Inbox } from './inbox.ts';
import { newKeys } from './keys.ts';
import { silent } from './log.ts';
import { NOBODY } from './ports.ts';

const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };

/** A request as the leader got it; the test decides when it answers. */
export interface Asked {
  readonly request: RequestArgs;
  readonly answer: (reply: unknown) => void;
  readonly refuse: (error: Error) => void;
}

/** A master and 3f+1 servers that the test plays, for a real client in this process. */
export class FakeServers {
  readonly keys: readonly KeyPair[];
  readonly asked = new Inbox<Asked>();
  maddr: Address = ANY_PORT;
  readonly #f: number;
  readonly #view: number;
  readonly #master = new RpcNode(silent());
  readonly #nodes: RpcNode[] = [];
  readonly #toClient = new RpcNode(silent());
  readonly #connections: RpcClient[] = [];

  private constructor(f: number, view: number) {
    this.#f = f;
    this.#view = view;
    this.keys = Array.from({ length: 3 * f + 1 }, newKeys);
  }

  static async start({ f = 1, view = 0, dead = [] as number[] } = {}): Promise<FakeServers> {
    const servers = new FakeServers(f, view);
    await servers.#start(dead);
    return servers;
  }

  close(): void {
    this.#master.close();
    for (const node of this.#nodes) node.close();
    for (const connection of this.#connections) connection.close();
  }

  /** Stops one server, as a crash would. */
  stop(id: number): void {
    this.#nodes[id]?.close();
  }

  /**
   * Sends the client a reply of server `id`, as it should be but for `over` and `signer`.
   * @returns what the client answers.
   */
  reply(
    { req }: RequestArgs,
    id: number,
    over: Partial<ReplyMsg> = {},
    {
      signer = this.keys[id],
      signature,
    }: { signer?: KeyPair | undefined; signature?: string } = {},
  ): Promise<unknown> {
    const { timestamp, clientKey } = req;
    const right = { view: this.#view, seq: 1, timestamp, clientKey, id, result: 'put ok' };
    const msg: ReplyMsg = { ...right, ...over };
    const made = signature ?? sign('reply', msg, (signer ?? newKeys()).privateKey);
    const connection = this.#toClient.client(req.clientAddr);
    this.#connections.push(connection);
    return connection.call('Client.ReplyRpc', { msg, signature: made });
  }

  async #start(dead: readonly number[]): Promise<void> {
    const peers: { id: number; addr: string; publicKey: string }[] = [];
    for (const [id, { publicKey }] of this.keys.entries()) {
      const node = new RpcNode(silent());
      this.#nodes.push(node);
      node.method('Server.RequestRpc', {
        params: RequestArgs,
        handle: (request) =>
          new Promise((answer, refuse) => this.asked.push({ request, answer, refuse })),
      });
      const addr = formatAddress(dead.includes(id) ? NOBODY : await node.listen(ANY_PORT));
      peers.push({ id, addr, publicKey: encodePublicKey(publicKey) });
    }
    this.#master.method('Master.GetPeersRpc', {
      params: GetPeersArgs,
      handle: () => ({ f: this.#f, view: this.#view, peers }),
    });
    this.maddr = await this.#master.listen(ANY_PORT);
  }
}
