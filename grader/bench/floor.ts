import { identityFrom, sign, verify } from '../wire/signing.ts';

/** What signatures cost on this machine, in milliseconds of one core each. */
export interface SignatureCost {
  readonly signMs: number;
  readonly verifyMs: number;
}

const ROUNDS = 15;
const A_ROUND = 60;

/** Measures both; the fastest of some rounds, since other work on the machine only ever adds. */
export function signatureCost(): SignatureCost {
  const identity = identityFrom('bench floor');
  const message = { view: 0, seq: 1, digest: '0'.repeat(64), id: 1 };
  const signature = sign('commit', message, identity);
  return {
    signMs: best(() => sign('commit', message, identity)),
    verifyMs: best(() => verify('commit', message, signature, identity.publicKey)),
  };
}

/**
 * Signatures that one request needs in a cluster of n = 3f+1, those of the client included.
 *
 * Signed: the request, the pre-prepare, and a prepare, a commit and a reply by each server. Verified: the
 * request by each server, the pre-prepare by each backup, 2f prepares and 2f commits by each server, and
 * f+1 replies by the client (PBFT §4.1 and §4.2). One that verifies less counts votes of anybody.
 */
export function signaturesNeeded(f: number): { signed: number; verified: number } {
  const n = 3 * f + 1;
  return { signed: 2 + 3 * n, verified: n + (n - 1) + 2 * (2 * f * n) + (f + 1) };
}

/** CPU that no implementation with one request a seq can do without, in milliseconds a request. */
export function floorMs(f: number, { signMs, verifyMs }: SignatureCost): number {
  const { signed, verified } = signaturesNeeded(f);
  return signed * signMs + verified * verifyMs;
}

function best(work: () => unknown): number {
  let leastMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startMs = performance.now();
    for (let time = 0; time < A_ROUND; time += 1) work();
    leastMs = Math.min(leastMs, (performance.now() - startMs) / A_ROUND);
  }
  return leastMs;
}
