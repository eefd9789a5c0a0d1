import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '../wire/signing.ts';

/**
 * Writes the key pair of a server where only its owner may read it.
 * @returns the arguments of the lab that name the two files.
 */
export async function writeKeys(keyDir: string, identity: Identity): Promise<string[]> {
  const [pri, pub] = [join(keyDir, 'pri.pem'), join(keyDir, 'pub.pem')];
  await mkdir(keyDir, { recursive: true, mode: 0o700 });
  await writeFile(pri, identity.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  await writeFile(pub, identity.publicKey.export({ type: 'spki', format: 'pem' }));
  return ['-pri', pri, '-pub', pub];
}
