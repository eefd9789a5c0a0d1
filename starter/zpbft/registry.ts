import { messageOf } from '../zlog/errors.ts';
import { formatAddress, parseAddress, shortAddress } from '../zrpc/address.ts';
import { Refused } from '../zrpc/errors.ts';
import { decodePublicKey, encodePublicKey } from './crypto.ts';
import type { PeerInfo, RegisterArgs } from './messages.ts';

/**
 * The places of a cluster's servers, one per id.
 *
 * Departure from the lab, whose servers may all be started with one key pair: here each server
 * has its own, or whoever holds it could vote for all.
 */
export class Registry {
  /** How many servers the cluster has, 3f+1. */
  readonly size: number;
  readonly #places = new Map<number, PeerInfo>();

  constructor(size: number) {
    this.size = size;
  }

  /**
   * Gives a server the lowest free id, so that ids follow the order of registration.
   * @throws Refused that says in one sentence why it is not let in.
   */
  add({ addr, publicKey }: RegisterArgs): PeerInfo {
    const server = { addr: readAddress(addr), publicKey: readKey(publicKey) };
    if (this.isComplete()) {
      throw new Refused(`all ${this.size} servers have registered already`);
    }
    for (const peer of this.#places.values()) {
      if (peer.addr === server.addr) {
        throw new Refused(`server ${peer.id} has registered ${shortAddress(peer.addr)} already`);
      }
      if (peer.publicKey === server.publicKey) {
        throw new Refused(`server ${peer.id} has the same public key; every server needs its own`);
      }
    }
    const peer = { id: this.#lowestFreeId(), ...server };
    this.#places.set(peer.id, peer);
    return peer;
  }

  /** Frees the place of a server that left. */
  remove({ id }: PeerInfo): void {
    this.#places.delete(id);
  }

  /** True when every place is taken. */
  isComplete(): boolean {
    return this.#places.size === this.size;
  }

  /** The registered servers, in the order of their ids. */
  all(): PeerInfo[] {
    return [...this.#places.values()].sort((a, b) => a.id - b.id);
  }

  #lowestFreeId(): number {
    let id = 0;
    while (this.#places.has(id)) id += 1;
    return id;
  }
}

/**
 * The full form of an address, so that `:8001` and `localhost:8001` are the same one.
 * @throws Refused when nobody could connect to it.
 */
export function readAddress(text: string): string {
  const address = orRefuse(() => parseAddress(text));
  if (address.port > 0) return formatAddress(address);
  throw new Refused(`bad address "${text}": nobody can connect to port 0`);
}

/** One spelling per key: base64 leaves room for several. */
function readKey(text: string): string {
  return orRefuse(() => encodePublicKey(decodePublicKey(text)));
}

function orRefuse<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new Refused(messageOf(error));
  }
}
