import type { Message, TraceStep } from '../network/trace.ts';
import { METHOD, Vote } from '../wire/messages.ts';
import { verify } from '../wire/signing.ts';
import type { Facts } from './facts.ts';

/** Commit messages that a real server sent, as they are, to anyone but itself. */
export function commitsSentBy(server: number, steps: readonly TraceStep[]): Message[] {
  return steps.flatMap((step) =>
    step.kind === 'sent' &&
    step.message.method === METHOD.commit &&
    step.message.from === server &&
    step.message.to !== server
      ? [step.message]
      : [],
  );
}

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
