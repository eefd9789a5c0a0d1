import type { KeyObject } from 'node:crypto';
import { messageOf } from '../zlog/errors.ts';
import { parseAddress } from '../zrpc/address.ts';
import { Canonical, decodePublicKey, digestOf, verify } from './crypto.ts';
import type { RequestArgs } from './messages.ts';

/** Client keys that are kept parsed; parsing one takes a third of the time of verifying with it. */
const MAX_KEYS = 256;

/** Checks requests of clients, whose public keys come with each of them. */
export class RequestVerifier {
  readonly #keys = new Map<string, KeyObject>();

  /**
   * Checks a request: its digest, its signature, and the address that is to be answered.
   * @returns what is wrong with it, or `undefined` when nothing is.
   */
  verify({ req, digest, signature }: RequestArgs): string | undefined {
    const canonical = new Canonical(req);
    if (digestOf(canonical) !== digest) return 'the digest is not that of the request';
    try {
      parseAddress(req.clientAddr);
      const genuine = verify('request', canonical, signature, this.#key(req.clientKey));
      return genuine ? undefined : 'the request is not signed by its client';
    } catch (error) {
      return messageOf(error);
    }
  }

  #key(text: string): KeyObject {
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    const key = decodePublicKey(text);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size >= MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest);
    this.#keys.set(text, key);
    return key;
  }
}
