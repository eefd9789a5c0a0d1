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
  const known = new WeakMap<KeyObject, Buffer>();
  const raw = (key: KeyObject): Buffer => {
    const bytes = known.get(key) ?? bytesOf(key);
    known.set(key, bytes);
    return bytes;
  };
  return {
    sign(bytes, privateKey) {
      const signature = Buffer.alloc(SIGNATURE_BYTES);
      sodium.crypto_sign_detached(signature, bytes, raw(privateKey));
      return signature;
    },
    verify: (bytes, publicKey, signature) =>
      signature.length === SIGNATURE_BYTES &&
      sodium.crypto_sign_verify_detached(
        ...whole(signature),
        ...whole(bytes),
        ...whole(raw(publicKey)),
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

/** A key as libsodium has it: of a private one the secret half first (`d` of RFC 8037), then the public one (`x`). */
function bytesOf(key: KeyObject): Buffer {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]);
}
