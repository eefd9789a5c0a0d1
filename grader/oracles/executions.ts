import type { TraceStep } from '../network/trace.ts';
import { METHOD, Reply } from '../wire/messages.ts';
import { verify } from '../wire/signing.ts';
import type { Facts } from './facts.ts';

/** One execution as the wire proves it: a reply that its server signed. */
export interface Execution {
  readonly server: number;
  readonly view: number;
  readonly seq: number;
  readonly timestamp: string;
  readonly result: string;
  /** Place in the trace where the reply arrived. */
  readonly index: number;
}

/** All executions in a trace, in the order of their replies. Unsigned or forged ones are none. */
export function executions(steps: readonly TraceStep[], facts: Facts): Execution[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'delivered' || step.message.method !== METHOD.reply) return [];
    const reply = Reply.safeParse(step.message.params);
    if (!reply.success) return [];
    const { msg, signature } = reply.data;
    const key = facts.serverKeys.get(msg.id);
    if (key === undefined || !verify('reply', msg, signature, key)) return [];
    const { view, seq, timestamp, result } = msg;
    return [{ server: msg.id, view, seq, timestamp, result, index: step.index }];
  });
}
