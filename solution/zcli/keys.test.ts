import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../testing/temp-dir.ts';
import { encodePublicKey, readKeyPair } from '../zpbft/crypto.ts';
import { KeyExists, writeKeyPairs } from './keys.ts';

function folder(): string {
  const { path, remove } = tempDir();
  onTestFinished(remove);
  return path;
}

describe('the keys of a cluster', () => {
  it('are one pair per server, in a folder that is made when needed', () => {
    const dir = join(folder(), 'deep', 'keys');
    const pairs = writeKeyPairs(dir, 3);
    expect(pairs[2]).toEqual({ pri: join(dir, '2.pri.pem'), pub: join(dir, '2.pub.pem') });
    expect(readdirSync(dir)).toHaveLength(6);
    const keys = pairs.map(({ pri, pub }) => encodePublicKey(readKeyPair(pri, pub).publicKey));
    expect(new Set(keys).size).toBe(3);
  });

  it.skipIf(process.platform === 'win32')('may be read by their owner only, if private', () => {
    const [pair] = writeKeyPairs(folder(), 1);
    expect(statSync(pair?.pri ?? '').mode & 0o777).toBe(0o600);
  });

  it('are never overwritten, and nothing is written when one is there', () => {
    const dir = folder();
    const there = join(dir, '1.pub.pem');
    writeFileSync(there, 'precious');
    expect(() => writeKeyPairs(dir, 4)).toThrow(KeyExists);
    expect(() => writeKeyPairs(dir, 4)).toThrow(`${there} is there already`);
    expect(readdirSync(dir)).toEqual(['1.pub.pem']);
    expect(readFileSync(there, 'utf8')).toBe('precious');
  });
});
