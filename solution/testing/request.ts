import { digestOf, encodePublicKey, type KeyPair, sign } from '../zpbft/crypto.ts';
import type { RequestArgs } from '../zpbft/messages.ts';

/** A client's request as it should be: digest and signature are right. */
export function requestBy(
  keys: KeyPair,
  { command = 'put x 1', timestamp = '1', clientAddr = '127.0.0.1:9' } = {},
): RequestArgs {
  const clientKey = encodePublicKey(keys.publicKey);
  const req = { clientKey, clientAddr, timestamp, command };
  return { req, digest: digestOf(req), signature: sign('request', req, keys.privateKey) };
}
