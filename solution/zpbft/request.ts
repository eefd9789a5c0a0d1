import { messageOf } from '../zlog/errors.ts';
import { parseAddress } from '../zrpc/address.ts';
import { decodePublicKey, digestOf, verify } from './crypto.ts';
import type { RequestArgs } from './messages.ts';

/**
 * Checks a client's request: its digest, its signature, and the address that is to be answered.
 * @returns what is wrong with it, or `undefined` when nothing is.
 */
export function verifyRequest({ req, digest, signature }: RequestArgs): string | undefined {
  if (digestOf(req) !== digest) return 'the digest is not that of the request';
  try {
    parseAddress(req.clientAddr);
    const genuine = verify('request', req, signature, decodePublicKey(req.clientKey));
    return genuine ? undefined : 'the request is not signed by its client';
  } catch (error) {
    return messageOf(error);
  }
}
