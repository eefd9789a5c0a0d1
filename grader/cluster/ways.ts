import { Link } from '../network/link.ts';
import type { Network } from '../network/network.ts';
import type { Party } from '../network/trace.ts';
import type { PeerInfo } from '../wire/messages.ts';
import type { Identity } from '../wire/signing.ts';
import { allEnded } from '../within.ts';
import { openPassive, type Passive } from './passive.ts';

/** The grader's ports that stand for servers: one for each sender and receiver. */
export class Ways {
  readonly #passive: ReadonlyMap<number, Passive>;
  readonly #identities: ReadonlyMap<number, Identity>;
  readonly #network: Network;
  readonly #ports: { close(): void }[] = [];
  /** All links, in both directions. */
  readonly links: Link[] = [];

  /** @param passive servers of which there is a port only: no link leads to them. */
  constructor(
    passive: ReadonlyMap<number, Passive>,
    identities: ReadonlyMap<number, Identity>,
    network: Network,
  ) {
    this.#passive = passive;
    this.#identities = identities;
    this.#network = network;
  }

  /** The address that a process is told for each server; its own is the one it registered. */
  peersOf(from: Party): Promise<PeerInfo[]> {
    return allEnded(
      [...this.#identities].map(async ([id, { publicKeyText }]) => {
        return { id, addr: await this.#open(from, id), publicKey: publicKeyText };
      }),
    );
  }

  /** Nobody reaches this server any more. */
  cut(server: number): void {
    for (const link of this.links) if (link.to === server) link.cut();
  }

  /** All links take connections again. */
  mend(): void {
    for (const link of this.links) link.mend();
  }

  close(): void {
    for (const port of [...this.#ports, ...this.links]) port.close();
  }

  async #open(from: Party, to: number): Promise<string> {
    const passive = this.#passive.get(to);
    if (passive !== undefined) {
      const port = await openPassive(passive, { from, to }, this.#network);
      this.#ports.push(port);
      return port.address;
    }
    const link = await Link.open({ from, to }, this.#network);
    this.links.push(link);
    return link.address;
  }
}
