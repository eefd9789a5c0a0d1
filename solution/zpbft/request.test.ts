import { describe, expect, it } from 'vitest';
import { newKeys, newRsaKeys } from '../testing/keys.ts';
import { requestBy } from '../testing/request.ts';
import { digestOf, encodePublicKey, sign } from './crypto.ts';
import { RequestVerifier } from './request.ts';

const KEYS = newKeys();
const verifier = new RequestVerifier();
const verifyRequest = (args: Parameters<RequestVerifier['verify']>[0]) => verifier.verify(args);

describe('a request', () => {
  it('is right with the digest of its message and the signature of its client', () => {
    expect(verifyRequest(requestBy(KEYS))).toBeUndefined();
    expect(verifyRequest(requestBy(newRsaKeys()))).toBeUndefined();
  });

  it('is wrong when the digest is not that of the message', () => {
    const request = requestBy(KEYS);
    const wrong = 'the digest is not that of the request';
    expect(verifyRequest({ ...request, digest: '' })).toBe(wrong);
    expect(verifyRequest({ ...request, digest: request.digest.toUpperCase() })).toBe(wrong);
    const req = { ...request.req, command: 'put x 2' };
    expect(verifyRequest({ ...request, req })).toBe(wrong);
  });

  it('is wrong when its client did not sign it', () => {
    const request = requestBy(KEYS);
    const wrong = 'the request is not signed by its client';
    const req = { ...request.req, command: 'put x 2' };
    expect(verifyRequest({ ...request, req, digest: digestOf(req) })).toBe(wrong);
    expect(verifyRequest({ ...request, signature: '' })).toBe(wrong);
    const byAnother = sign('request', request.req, newKeys().privateKey);
    expect(verifyRequest({ ...request, signature: byAnother })).toBe(wrong);
    const asReply = sign('reply', request.req, KEYS.privateKey);
    expect(verifyRequest({ ...request, signature: asReply })).toBe(wrong);
  });

  it('names its client by key, so that nobody can sign for another', () => {
    const mallory = newKeys();
    const { req } = requestBy(KEYS);
    const signature = sign('request', req, mallory.privateKey);
    const claimed = { ...req, clientKey: encodePublicKey(mallory.publicKey) };
    expect(verifyRequest({ req, digest: digestOf(req), signature })).toBeDefined();
    expect(verifyRequest({ req: claimed, digest: digestOf(claimed), signature })).toBeDefined();
  });

  it('is wrong when its client key is none, or its address is none', () => {
    const { req } = requestBy(KEYS);
    const keyless = { ...req, clientKey: 'AAAA' };
    expect(verifyRequest({ req: keyless, digest: digestOf(keyless), signature: '' })).toContain(
      'not an Ed25519 or RSA public key',
    );
    expect(verifyRequest(requestBy(KEYS, { clientAddr: 'nowhere' }))).toContain(
      'bad address "nowhere"',
    );
  });
});
