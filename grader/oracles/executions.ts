import type { TraceStep } from '../network/trace.ts';
import { METHOD, Reply } from '../wire/messages.ts';
import { verify } from '../wire/signing.ts';
import type { Facts } from './facts.ts';

/** One execution as the wire proves it: a reply that its server signed. */
export interface Execution {
  readonly server: number;
  readonly view: number;
  readonly seq: number;
  /** The client that is answered, by its key, and the time stamp of its request. */
  readonly clientKey: string;
  readonly timestamp: string;
  readonly result: string;
  /** Place in the trace where the reply arrived. */
  readonly index: number;
}

/**
 * All executions in a trace, in the order of their replies. Unsigned or forged ones are none.
 * @param from the step to begin with.
 */
export function executions(steps: readonly TraceStep[], facts: Facts, from = 0): Execution[] {
  const found: Execution[] = [];
  for (let index = from; index < steps.length; index += 1) {
    const step = steps[index];
    if (step?.kind !== 'delivered' || step.message.method !== METHOD.reply) continue;
    const reply = Reply.safeParse(step.message.params);
    if (!reply.success) continue;
    const { msg, signature } = reply.data;
    const key = facts.serverKeys.get(msg.id);
    if (key === undefined || !verify('reply', msg, signature, key)) continue;
    const { view, seq, clientKey, timestamp, result } = msg;
    found.push({ server: msg.id, view, seq, clientKey, timestamp, result, index });
  }
  return found;
}
