import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { TraceStep } from '../network/trace.ts';
import type { Slot } from '../puppet/server.ts';
import { type Said, t } from '../text/text.ts';
import { METHOD, Vote } from '../wire/messages.ts';
import { verify } from '../wire/signing.ts';
import type { Facts } from './facts.ts';

/** Of what a Commit says, at most so much is shown. */
const MAX_SHOWN_CHARS = 300;

/** A commit that counts, delivered to a server. */
export interface DeliveredCommit {
  readonly to: number;
  readonly voter: number;
  readonly view: number;
  readonly seq: number;
  readonly digest: string;
  readonly index: number;
}

/** Commits delivered to real servers that are well-formed and signed by the server they name. */
export function validCommits(steps: readonly TraceStep[], facts: Facts): DeliveredCommit[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'delivered' || step.message.method !== METHOD.commit) return [];
    const { to, params } = step.message;
    const vote = Vote.safeParse(params);
    if (!vote.success || typeof to !== 'number') return [];
    const { msg, signature } = vote.data;
    const key = facts.serverKeys.get(msg.id);
    if (key === undefined || msg.id === to || !verify('commit', msg, signature, key)) return [];
    const { id: voter, view, seq, digest } = msg;
    return [{ to, voter, view, seq, digest, index: step.index }];
  });
}

/** What a Commit says, as reports show it. */
export function quoted(said: unknown): string {
  return String(JSON.stringify(said)).slice(0, MAX_SHOWN_CHARS);
}

/** What is wrong with a Commit. */
export interface Flaw {
  readonly code: 'commit-fields' | 'commit-signed';
  readonly expected: Said;
  readonly actual: Said;
}

/** A Commit must say what the proposal says, and be signed by the server that sends it. */
export function flawOf(
  params: unknown,
  { view, seq, request }: Slot,
  id: number,
  publicKey: KeyObject,
): Flaw | undefined {
  const right = { view, seq, digest: request.digest, id };
  const vote = Vote.safeParse(params);
  if (!vote.success || !isDeepStrictEqual(vote.data.msg, right)) {
    const seen = vote.success ? vote.data.msg : params;
    return {
      code: 'commit-fields',
      expected: t`the Commit says ${JSON.stringify(right)}`,
      actual: t`it says ${quoted(seen)}`,
    };
  }
  const { msg, signature } = vote.data;
  if (verify('commit', msg, signature, publicKey)) return undefined;
  return {
    code: 'commit-signed',
    expected: t`the signature of server ${id} on this message, as a commit`,
    actual: verify('prepare', msg, signature, publicKey)
      ? t`server ${id} signed the message as a prepare`
      : t`the signature does not verify with the key of server ${id}`,
  };
}
