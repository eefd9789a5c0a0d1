import { createPrivateKey, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newKeys } from '../testing/keys.ts';
import { byOpenssl, bySodium } from './ed25519.ts';

/** RFC 8032, section 7.1, TEST 2: a secret key, and the signature of the one byte 0x72. */
const SECRET = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const SIGNATURE =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
  '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
const DER_BEFORE_SECRET = '302e020100300506032b657004220420';

const privateKey = createPrivateKey({
  key: Buffer.from(DER_BEFORE_SECRET + SECRET, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const publicKey = createPublicKey(privateKey);
const BYTES = Buffer.from('72', 'hex');

const sodium = bySodium();

describe.each([
  { name: 'OpenSSL', by: byOpenssl },
  ...(sodium === undefined ? [] : [{ name: 'libsodium', by: sodium }]),
])('Ed25519 by $name', ({ by: { sign, verify } }) => {
  const signature = sign(BYTES, privateKey);

  it('makes the signature that RFC 8032 gives, and knows it', () => {
    expect(signature.toString('hex')).toBe(SIGNATURE);
    expect(verify(BYTES, publicKey, signature)).toBe(true);
  });

  it('refuses other bytes, another key, and each signature with a wrong bit', () => {
    expect(verify(Buffer.from('73', 'hex'), publicKey, signature)).toBe(false);
    expect(verify(Buffer.alloc(0), publicKey, signature)).toBe(false);
    expect(verify(BYTES, newKeys().publicKey, signature)).toBe(false);
    for (let at = 0; at < signature.length; at += 1) {
      const wrong = Buffer.from(signature);
      wrong[at] = (wrong[at] ?? 0) ^ 1;
      expect(verify(BYTES, publicKey, wrong)).toBe(false);
    }
  });

  it('refuses a signature that is too short or too long', () => {
    for (const length of [0, 1, 32, 63, 65, 128]) {
      const cut = Buffer.concat([signature, signature]).subarray(0, length);
      expect(verify(BYTES, publicKey, cut)).toBe(false);
    }
  });

  it('signs nothing at all, and a megabyte', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(1_048_576, 'x')]) {
      expect(verify(bytes, publicKey, sign(bytes, privateKey))).toBe(true);
    }
  });
});

describe('libsodium', () => {
  afterEach(() => {
    vi.doUnmock('node:module');
    vi.resetModules();
  });

  it.skipIf(sodium === undefined)('signs as OpenSSL does, whatever the bytes and keys', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
        const bytes = Buffer.from(any);
        const keys = newKeys();
        const signature = sodium?.sign(bytes, keys.privateKey);
        expect(signature).toEqual(byOpenssl.sign(bytes, keys.privateKey));
      }),
    );
  });

  it('is there in CI, where the package has a build for the system', () => {
    if (process.env.CI === 'true') expect(sodium).toBeDefined();
  });

  it('is done without where it cannot be loaded', async () => {
    vi.doMock('node:module', () => ({
      createRequire: () => () => {
        throw new Error('no build for this system');
      },
    }));
    vi.resetModules();
    const fresh = await import('./ed25519.ts');
    expect(fresh.bySodium()).toBeUndefined();
    const { sign, verify } = await import('./crypto.ts');
    const signature = sign('commit', { seq: 1 }, privateKey);
    expect(verify('commit', { seq: 1 }, signature, publicKey)).toBe(true);
  });
});
