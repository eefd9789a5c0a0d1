import type { TraceMessage } from '../score/trace.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Letters for what messages are about, by number of the message: only for seqs for which more than one
 * request was proposed, since there it matters which. The digests are those that stand on the wire.
 */
export function lettersOf(messages: readonly TraceMessage[]): ReadonlyMap<number, string> {
  const proposed = new Map<number, Set<string>>();
  for (const message of messages) {
    const digest = digestOf(message);
    const { method, seq } = message;
    if (method !== METHOD.prePrepare || seq === undefined || digest === undefined) continue;
    proposed.set(seq, (proposed.get(seq) ?? new Set()).add(digest));
  }
  const rivals = [...proposed].filter(([, digests]) => digests.size > 1);
  const seqs = new Set(rivals.map(([seq]) => seq));
  const letters = new Map<string, string>();
  // In the order in which they appear: mostly in requests.
  for (const digest of messages.map(digestOf)) {
    if (digest === undefined || letters.has(digest)) continue;
    if (!rivals.some(([, digests]) => digests.has(digest))) continue;
    letters.set(digest, LETTERS[letters.size] ?? '…');
  }
  return new Map(
    messages.flatMap((message) => {
      const letter = letters.get(digestOf(message) ?? '');
      const isAbout = message.method === METHOD.request || seqs.has(message.seq ?? 0);
      return letter === undefined || !isAbout ? [] : [[message.number, letter] as const];
    }),
  );
}

function digestOf({ params, method }: TraceMessage): string | undefined {
  const isRequest = method === METHOD.request && typeof params === 'object' && params !== null;
  const fields: Record<string, unknown> = isRequest ? { ...params } : fieldsOf(params);
  return typeof fields.digest === 'string' ? fields.digest : undefined;
}
