import { type KeyObject, sign, verify } from 'node:crypto';
import { createRequire } from 'node:module';

/** Signatures by Ed25519 (RFC 8032): of the same bytes with the same key there is only one. */
export interface Ed25519 {
  /** @returns 64 bytes. */
  sign(bytes: Buffer, privateKey: KeyObject): Buffer;
  /** False, too, for a signature of another length. */
  verify(bytes: Buffer, publicKey: KeyObject, signature: Buffer): boolean;
}

/** By OpenSSL, which Node brings. */
export const byOpenssl: Ed25519 = {
  sign: (bytes, privateKey) => sign(null, bytes, privateKey),
  verify: (bytes, publicKey, signature) => verify(null, bytes, publicKey, signature),
};

/**
 * By libsodium, in half the time, if there is a build of it for this machine. Signatures are most of what
 * a request costs.
 */
export function bySodium(): Ed25519 | undefined {
  const sodium = loaded();
  if (sodium === undefined) return undefined;
  const rawPublic = remembered((key) => raw(key, 'x'));
  // libsodium's private key is the secret half and then the public one.
  const rawPrivate = remembered((key) => Buffer.concat([raw(key, 'd'), raw(key, 'x')]));
  return {
    sign(bytes, privateKey) {
      const signature = Buffer.alloc(SIGNATURE_BYTES);
      sodium.crypto_sign_detached(signature, bytes, rawPrivate(privateKey));
      return signature;
    },
    verify: (bytes, publicKey, signature) =>
      signature.length === SIGNATURE_BYTES &&
      sodium.crypto_sign_verify_detached(
        ...whole(signature),
        ...whole(bytes),
        ...whole(rawPublic(publicKey)),
      ),
  };
}

const SIGNATURE_BYTES = 64;

/** The whole of a piece of memory, as libsodium is told of it. */
type Whole = [memory: ArrayBufferLike, from: number, length: number];

/** What is called of the package `sodium-native`. Its own wrappers take ten times as long to load. */
interface Sodium {
  crypto_sign_detached(signature: Buffer, bytes: Buffer, privateKey: Buffer): number;
  crypto_sign_verify_detached(...what: [...Whole, ...Whole, ...Whole]): boolean;
}

function loaded(): Sodium | undefined {
  try {
    return createRequire(import.meta.url)('sodium-native/binding') as Sodium;
  } catch {
    return undefined; // not installed, or not built for this system
  }
}

function whole({ buffer, byteOffset, byteLength }: Buffer): Whole {
  return [buffer, byteOffset, byteLength];
}

/** The 32 bytes of a half of an Ed25519 key: `d` is the secret one, `x` the public one (RFC 8037). */
function raw(key: KeyObject, half: 'd' | 'x'): Buffer {
  return Buffer.from(key.export({ format: 'jwk' })[half] ?? '', 'base64url');
}

/** Works out once what a key object is in bytes. */
function remembered(bytesOf: (key: KeyObject) => Buffer): (key: KeyObject) => Buffer {
  const known = new WeakMap<KeyObject, Buffer>();
  return (key) => {
    const bytes = known.get(key) ?? bytesOf(key);
    known.set(key, bytes);
    return bytes;
  };
}
