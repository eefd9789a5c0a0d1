import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newKeys, newRsaKeys, toPem } from '../testing/keys.ts';
import { tempDir } from '../testing/temp-dir.ts';
import {
  decodePublicKey,
  digestOf,
  encodePublicKey,
  type MessageType,
  readKeyPair,
  sign,
  verify,
} from './crypto.ts';

const VOTE = { view: 0, seq: 1, digest: 'd'.repeat(64), id: 2 };
const TYPES: MessageType[] = ['request', 'pre-prepare', 'prepare', 'commit', 'reply'];

function folder(): string {
  const { path, remove } = tempDir();
  onTestFinished(remove);
  return path;
}

describe.each([
  ['Ed25519', newKeys()],
  ['RSA', newRsaKeys()],
])('a signature with an %s key', (_, keys) => {
  const signature = sign('prepare', VOTE, keys.privateKey);

  it('is valid for the message, the type and the key it was made with', () => {
    expect(verify('prepare', VOTE, signature, keys.publicKey)).toBe(true);
  });

  it('never makes a prepare pass as a commit, although the fields are the same (PBFT §4.2)', () => {
    for (const type of TYPES) {
      expect(verify(type, VOTE, signature, keys.publicKey)).toBe(type === 'prepare');
    }
  });

  it('covers every field', () => {
    const others = [
      { ...VOTE, view: 1 },
      { ...VOTE, seq: 2 },
      { ...VOTE, digest: 'e'.repeat(64) },
      { ...VOTE, id: 3 },
      { ...VOTE, more: 1 },
    ];
    for (const other of others) {
      expect(verify('prepare', other, signature, keys.publicKey)).toBe(false);
    }
  });

  it('does not depend on the order of the fields', () => {
    const { view, seq, digest, id } = VOTE;
    expect(verify('prepare', { id, digest, seq, view }, signature, keys.publicKey)).toBe(true);
  });

  it('is not valid under another key', () => {
    expect(verify('prepare', VOTE, signature, newKeys().publicKey)).toBe(false);
  });

  it.each(['', 'AAAA', '!!!', 'not base64 at all', '\0', '💥'.repeat(50)])(
    'is simply wrong when malformed: "%s"',
    (text) => {
      expect(verify('prepare', VOTE, text, keys.publicKey)).toBe(false);
    },
  );

  it('survives the way of its public key over the wire', () => {
    const key = decodePublicKey(encodePublicKey(keys.publicKey));
    expect(verify('prepare', VOTE, signature, key)).toBe(true);
  });
});

describe('a digest', () => {
  it('is SHA-256 of the canonical form, RFC 8785', () => {
    // printf '%s' '{"a":1,"b":"x"}' | sha256sum
    const expected = 'ecf9e98ec0641e23113ff3ce8bdc78d0ddd249886517fd4a7f68cc83d4e65667';
    expect(digestOf({ b: 'x', a: 1 })).toBe(expected);
  });

  it('does not depend on the order of the keys, at any depth', () => {
    const message = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()));
    fc.assert(
      fc.property(message, message, (one, two) => {
        const backwards = (object: object) => Object.fromEntries(Object.entries(object).reverse());
        const there = digestOf({ one, two });
        expect(digestOf({ two: backwards(two), one: backwards(one) })).toBe(there);
      }),
    );
  });

  it('differs between messages that differ', () => {
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ b: 1 }));
  });
});

describe('a public key', () => {
  it.each([
    ['nothing', ''],
    ['garbage', 'AAAA'],
    ['the PEM form', toPem(newKeys()).pub],
    ['an elliptic curve key', encodePublicKey(ecKeys().publicKey)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => decodePublicKey(text)).toThrow('not an Ed25519 or RSA public key');
  });
});

describe('the key files of a server', () => {
  /** Writes the two texts into a new folder. */
  function files(pri: string, pub: string): [string, string] {
    const dir = folder();
    const [priFile, pubFile] = [join(dir, 'pri.pem'), join(dir, 'pub.pem')];
    writeFileSync(priFile, pri);
    writeFileSync(pubFile, pub);
    return [priFile, pubFile];
  }

  it.each([
    ['Ed25519', newKeys()],
    ['RSA', newRsaKeys()],
  ])('may hold an %s pair', (_, keys) => {
    const { pri, pub } = toPem(keys);
    const read = readKeyPair(...files(pri, pub));
    expect(read.publicKey.equals(keys.publicKey)).toBe(true);
    expect(read.privateKey.equals(keys.privateKey)).toBe(true);
  });

  it('must exist', () => {
    const missing = join(folder(), 'none.pem');
    expect(() => readKeyPair(missing, missing)).toThrow(
      `cannot read the key file ${missing}: no such file`,
    );
  });

  it('must be files', () => {
    const dir = folder();
    expect(() => readKeyPair(dir, dir)).toThrow(`cannot read the key file ${dir}: EISDIR`);
  });

  it('must hold keys, and of a kind that is supported', () => {
    const { pri, pub } = toPem(newKeys());
    const ec = toPem(ecKeys());
    for (const [one, two, wrong] of [
      ['hello', pub, 0],
      [pri, 'hello', 1],
      [pub, pub, 0],
      [ec.pri, ec.pub, 0],
    ] as const) {
      const written = files(one, two);
      expect(() => readKeyPair(...written)).toThrow(
        `${written[wrong]} holds no Ed25519 or RSA key in PEM form`,
      );
    }
  });

  it('must be the two halves of one pair', () => {
    const written = files(toPem(newKeys()).pri, toPem(newKeys()).pub);
    expect(() => readKeyPair(...written)).toThrow('are not halves of one key pair');
  });
});

function ecKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}
