import {
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import { byOpenssl, bySodium } from './ed25519.ts';

const ed25519 = bySodium() ?? byOpenssl;
/** Ed25519 hashes by itself; RSA has to be told how. */
const RSA_HASH = 'sha256';

/** What a signature vouches for besides the fields: a Prepare never passes as a Commit. */
export type MessageType = 'request' | 'pre-prepare' | 'prepare' | 'commit' | 'reply';

/** A node's own keys. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A message in canonical form (RFC 8785), made once where both its digest and its signature are checked. */
export class Canonical {
  readonly text: string;

  /** @throws Error for what has no canonical form, such as half a surrogate pair. */
  constructor(message: object) {
    const text = canonicalize(message);
    if (text === undefined) throw new TypeError('a message must be a JSON object');
    this.text = text;
  }
}

/** SHA-256 of a message in canonical form (RFC 8785), as 64 lower-case hexadecimal digits. */
export function digestOf(message: object | Canonical): string {
  return hash('sha256', canonical(message).text);
}

/**
 * Signs a message together with its type.
 *
 * Departure from the lab, which signs the fields alone: prepare and commit have the same fields.
 * @returns the signature in base64.
 */
export function sign(type: MessageType, message: object, privateKey: KeyObject): string {
  const bytes = encode(type, message);
  const signature = isRsa(privateKey)
    ? signBytes(RSA_HASH, bytes, privateKey)
    : ed25519.sign(bytes, privateKey);
  return signature.toString('base64');
}

/** True when `signature` was made by {@link sign} with the same type, message and key. */
export function verify(
  type: MessageType,
  message: object | Canonical,
  signature: string,
  publicKey: KeyObject,
): boolean {
  try {
    const bytes = encode(type, message);
    const made = Buffer.from(signature, 'base64');
    return isRsa(publicKey)
      ? verifyBytes(RSA_HASH, bytes, publicKey, made)
      : ed25519.verify(bytes, publicKey, made);
  } catch {
    return false; // a malformed signature is a wrong one
  }
}

/** A public key as it travels: SPKI DER in base64. */
export function encodePublicKey(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** The reverse of {@link encodePublicKey}. @throws Error when the text is not a public key. */
export function decodePublicKey(text: string): KeyObject {
  try {
    const key = Buffer.from(text, 'base64');
    return supported(createPublicKey({ key, format: 'der', type: 'spki' }));
  } catch {
    throw new Error('not an Ed25519 or RSA public key (SPKI DER in base64)');
  }
}

/**
 * Reads a server's key pair from two PEM files, Ed25519 or RSA.
 * @throws Error that names the file, when one is unreadable, no key, or not the other's half.
 */
export function readKeyPair(privateFile: string, publicFile: string): KeyPair {
  const privateKey = readKey(privateFile, createPrivateKey);
  const publicKey = readKey(publicFile, createPublicKey);
  if (!createPublicKey(privateKey).equals(publicKey)) {
    throw new Error(`${privateFile} and ${publicFile} are not halves of one key pair`);
  }
  return { privateKey, publicKey };
}

function readKey(file: string, parse: (pem: string) => KeyObject): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `cannot read the key file ${file}: ${code === 'ENOENT' ? 'no such file' : code}`,
    );
  }
  try {
    return supported(parse(pem));
  } catch {
    throw new Error(
      `${file} holds no Ed25519 or RSA key in PEM form; make one: npm run keygen -- keys`,
    );
  }
}

function supported(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'ed25519' || isRsa(key)) return key;
  throw new Error(`unsupported key type ${key.asymmetricKeyType}`);
}

function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa';
}

/** The canonical form of `{type, message}`. */
function encode(type: MessageType, message: object | Canonical): Buffer {
  return Buffer.from(`{"message":${canonical(message).text},"type":"${type}"}`);
}

function canonical(message: object | Canonical): Canonical {
  return message instanceof Canonical ? message : new Canonical(message);
}
