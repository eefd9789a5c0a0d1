import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { signEd25519, verifyEd25519 } from './ed25519.ts';

/** What a signature vouches for besides the fields. */
export type MessageType = 'request' | 'pre-prepare' | 'prepare' | 'commit' | 'reply';

/** DER of an Ed25519 private key up to its 32 secret bytes (RFC 8410, section 7). */
const PKCS8_ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** One node's keys, made by the grader. */
export interface Identity {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SPKI DER in base64, as it travels. */
  readonly publicKeyText: string;
}

/** The Ed25519 identity that belongs to a text: equal texts give equal keys. */
export function identityFrom(secret: string): Identity {
  const seed = createHash('sha256').update(secret).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  const publicKeyText = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return { privateKey, publicKey, publicKeyText };
}

/** SHA-256 over the canonical form (RFC 8785), in hexadecimal. */
export function digestOf(message: object): string {
  return createHash('sha256').update(canonical(message)).digest('hex');
}

/** Signs `{type, message}` in canonical form; base64. */
export function sign(type: MessageType, message: object, { privateKey }: Identity): string {
  return signEd25519(canonical({ type, message }), privateKey).toString('base64');
}

/**
 * True when `signature` is that of `{type, message}` under the key. Never throws: a message that
 * has no canonical form, such as one with half a surrogate pair, is signed by nobody.
 */
export function verify(
  type: MessageType,
  message: object,
  signature: string,
  publicKey: KeyObject,
): boolean {
  try {
    const bytes = canonical({ type, message });
    return verifyEd25519(bytes, Buffer.from(signature, 'base64'), publicKey);
  } catch {
    return false;
  }
}

function canonical(value: object): Buffer {
  return Buffer.from(canonicalize(value) ?? '');
}
