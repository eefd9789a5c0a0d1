import type { KeyObject } from 'node:crypto';

/** What the grader knows for sure about a cluster, because it built it. */
export interface Facts {
  readonly f: number;
  readonly view: number;
  /** Registered public keys by server id. */
  readonly serverKeys: ReadonlyMap<number, KeyObject>;
  /** Ids of the servers that are the submission's: the ones that are judged. */
  readonly real: readonly number[];
}

/** Votes from other servers that make a quorum; with the server's own they are 2f+1. */
export function quorumOfOthers({ f }: Pick<Facts, 'f'>): number {
  return 2 * f;
}
