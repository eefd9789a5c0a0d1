import { sign as signByNode } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrame, requestLine, responseLine } from './frames.ts';
import { Vote } from './messages.ts';
import { digestOf, identityFrom, sign, verify } from './signing.ts';

const alice = identityFrom('alice');
const bob = identityFrom('bob');
const msg = { view: 0, seq: 1, digest: 'd', id: 2 };

describe('identities', () => {
  it('are the same for the same secret, and differ for different ones', () => {
    expect(identityFrom('alice').publicKeyText).toBe(alice.publicKeyText);
    expect(bob.publicKeyText).not.toBe(alice.publicKeyText);
  });
});

describe('signatures', () => {
  it('hold for the signer, the type and the message, and for nothing else', () => {
    const signature = sign('commit', msg, alice);
    expect(verify('commit', msg, signature, alice.publicKey)).toBe(true);
    expect(verify('commit', msg, signature, bob.publicKey)).toBe(false);
    expect(verify('prepare', msg, signature, alice.publicKey)).toBe(false);
    expect(verify('commit', { ...msg, seq: 2 }, signature, alice.publicKey)).toBe(false);
  });

  it('do not depend on the order of keys (RFC 8785)', () => {
    const reordered = { id: 2, digest: 'd', seq: 1, view: 0 };
    expect(sign('commit', reordered, alice)).toBe(sign('commit', msg, alice));
    expect(digestOf(reordered)).toBe(digestOf(msg));
  });

  it("are those that Node's OpenSSL makes", () => {
    fc.assert(
      fc.property(fc.json(), (digest) => {
        const { privateKey } = identityFrom(digest);
        const bytes = Buffer.from(JSON.stringify({ message: { digest }, type: 'commit' }));
        const signature = signByNode(null, bytes, privateKey).toString('base64');
        expect(sign('commit', { digest }, identityFrom(digest))).toBe(signature);
      }),
    );
  });

  it('are false, never an error, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => !verify('commit', msg, text, alice.publicKey)),
      { numRuns: 50 },
    );
  });
});

describe('a message that has no canonical form', () => {
  it('is signed by nobody, and is no error', () => {
    const half = { ...msg, digest: '\ud83d' };
    expect(verify('commit', half, sign('commit', msg, alice), alice.publicKey)).toBe(false);
  });
});

describe('frames', () => {
  it('come back as they were sent', () => {
    const request = parseFrame(requestLine(7, 'Server.CommitRpc', { a: 1 }));
    expect(request).toMatchObject({
      kind: 'request',
      frame: { id: 7, method: 'Server.CommitRpc', params: { a: 1 } },
    });
    expect(parseFrame(responseLine(7, {}))).toMatchObject({ kind: 'response', frame: { id: 7 } });
  });

  it('are garbage when nested deeper than any message, however deep', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    const kindOf = (levels: number): string =>
      parseFrame(`{"jsonrpc":"2.0","id":1,"method":"x","params":${nested(levels)}}`).kind;
    expect([kindOf(8), kindOf(40), kindOf(20_000)]).toEqual(['request', 'garbage', 'garbage']);
  });

  it('are requests without parameters too', () => {
    const line = '{"jsonrpc":"2.0","id":1,"method":"Server.CommitRpc"}';
    expect(parseFrame(line)).toMatchObject({ kind: 'request', frame: { id: 1 } });
  });

  it('are garbage, never an error, when they are anything else', () => {
    fc.assert(fc.property(fc.string(), (line) => parseFrame(line).kind === 'garbage'));
    const others = ['null', '{}', '[]', '{"jsonrpc":"1.0","method":"x"}', '{"jsonrpc":"2.0"}'];
    for (const line of others) expect(parseFrame(line).kind).toBe('garbage');
  });
});

describe('votes', () => {
  it('have just these fields', () => {
    const signature = sign('commit', msg, alice);
    expect(Vote.safeParse({ msg, signature }).success).toBe(true);
    expect(Vote.safeParse({ msg: { ...msg, extra: 1 }, signature }).success).toBe(false);
    expect(Vote.safeParse({ msg: { ...msg, id: '2' }, signature }).success).toBe(false);
    expect(Vote.safeParse({ msg }).success).toBe(false);
  });
});
