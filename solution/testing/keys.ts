import { generateKeyPairSync } from 'node:crypto';
import type { KeyPair } from '../zpbft/crypto.ts';

/** A new Ed25519 key pair. */
export function newKeys(): KeyPair {
  return generateKeyPairSync('ed25519');
}

/** A new RSA key pair; slow to make, so tests make few. */
export function newRsaKeys(): KeyPair {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** The two PEM texts of a pair. */
export function toPem({ privateKey, publicKey }: KeyPair): { pri: string; pub: string } {
  return {
    pri: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pub: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
