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
 * Signed: the request, and a reply by each server; for each seq the pre-prepare, and a prepare and a commit
 * by each server. Verified: the request by each server, and f+1 replies by the client; for each seq the
 * pre-prepare by each backup, and 2f prepares and 2f commits by each server (PBFT §4.1 and §4.2). One that
 * verifies less counts votes of anybody.
 *
 * @param batch requests that share a seq, at most: what is needed for a seq is needed once for all of them.
 */
export function signaturesNeeded(f: number, batch = 1): { signed: number; verified: number } {
  const n = 3 * f + 1;
  const seq = { signed: 1 + 2 * n, verified: n - 1 + 2 * (2 * f * n) };
  return { signed: 1 + n + seq.signed / batch, verified: n + f + 1 + seq.verified / batch };
}

/** CPU that no implementation with so many requests a seq can do without, in milliseconds a request. */
export function floorMs(f: number, batch: number, { signMs, verifyMs }: SignatureCost): number {
  const { signed, verified } = signaturesNeeded(f, batch);
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
