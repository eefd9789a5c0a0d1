import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The two files of one server's key pair. */
export interface KeyFiles {
  readonly pri: string;
  readonly pub: string;
}

/** Thrown rather than overwriting a key, which nobody could get back. */
export class KeyExists extends Error {
  override readonly name = 'KeyExists';
}

/**
 * Writes one Ed25519 key pair per server: `<dir>/<i>.pri.pem`, which only its owner may read, and
 * `<dir>/<i>.pub.pem`.
 *
 * @throws KeyExists before anything is written, when one of the files is there.
 */
export function writeKeyPairs(dir: string, count: number): KeyFiles[] {
  const pairs = Array.from({ length: count }, (_, i) => ({
    pri: join(dir, `${i}.pri.pem`),
    pub: join(dir, `${i}.pub.pem`),
  }));
  const there = pairs.flatMap(({ pri, pub }) => [pri, pub]).find((file) => existsSync(file));
  if (there !== undefined) {
    throw new KeyExists(`${there} is there already and is not overwritten: take another folder`);
  }
  mkdirSync(dir, { recursive: true });
  for (const { pri, pub } of pairs) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' });
    // 'wx': refuses a file that came in the meantime.
    writeFileSync(pri, secret, { mode: 0o600, flag: 'wx' });
    writeFileSync(pub, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
  }
  return pairs;
}
