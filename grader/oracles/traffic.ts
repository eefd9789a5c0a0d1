import type { Message, TraceStep } from '../network/trace.ts';
import { type Gap, t } from '../text/text.ts';
import { STAGES } from '../wire/messages.ts';

/** Which messages: all of those that are not narrowed down. */
interface Which {
  readonly from?: number | undefined;
  readonly method?: string;
}

/** Messages that real servers sent to others. To itself a server may send what it likes. */
export function sentMessages(steps: readonly TraceStep[], { from, method }: Which = {}): Message[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'sent' || step.message.made) return [];
    const { message } = step;
    const asked =
      (from === undefined || message.from === from) &&
      (method === undefined || message.method === method);
    return asked && message.to !== message.from ? [message] : [];
  });
}

/** How many of each method: `3 Server.PrepareRpc, 1 Client.ReplyRpc`, or `nothing`; for a gap. */
export function inWords(messages: readonly Message[]): Gap {
  const counts = new Map<string, number>();
  for (const { method } of messages) counts.set(method, (counts.get(method) ?? 0) + 1);
  const place = (method: string): number => STAGES.indexOf(method); // however they overtook
  const sorted = [...counts].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
  return sorted.length === 0 ? t`nothing` : sorted.map(([method, count]) => `${count} ${method}`);
}
