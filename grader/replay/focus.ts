import type { SceneTrace, TraceMessage } from '../score/trace.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import type { Moment } from './moments.ts';

/** What the end of a scene is about, and so which moments a reader has to see. */
export interface Focus {
  readonly seqs: readonly number[];
  readonly matters: (moment: Moment) => boolean;
}

/**
 * The seqs that the end is about: that of the moment at which the rule broke; else those that were
 * named after the last step of the story that any message with a seq followed.
 *
 * A moment matters when it is about such a seq, or about no single one: processes, garbage, the
 * verdict. A request matters with the seq that it was proposed for, or where it was never proposed;
 * a step of the story with what is sent before the next step, or where nothing is.
 */
export function focusOf(trace: SceneTrace, moments: readonly Moment[], broken?: Moment): Focus {
  const seqs = broken === undefined ? [] : seqsOf(broken);
  const focused = new Set(seqs.length > 0 ? seqs : lastSeqs(trace));
  const requests = requestSeqs(trace.messages);
  const isIn = (all: readonly number[]): boolean =>
    all.length === 0 || all.some((seq) => focused.has(seq));
  const about = (message: TraceMessage): readonly number[] =>
    message.method === METHOD.request
      ? (requests.get(requestOf(message.params)) ?? [])
      : seqsOf({ message });
  const notes = notedMessages(trace);
  const last = moments.findLast(({ kind }) => kind === 'note');
  return {
    seqs: [...focused].sort((a, b) => a - b),
    matters: (moment) => {
      if ('message' in moment) return isIn(about(moment.message));
      if (moment === last || moment === broken) return true;
      if (moment.kind !== 'note') return isIn(seqsOf(moment));
      const said = notes.get(moment.place) ?? [];
      return said.length === 0 || said.some((message) => isIn(about(message)));
    },
  };
}

function seqsOf(moment: { message: TraceMessage } | Moment): number[] {
  const { seq } = 'message' in moment ? moment.message : moment.event;
  return seq === undefined ? [] : [seq];
}

/** The seqs named after the last step of the story that a message with a seq followed. */
function lastSeqs({ messages, events }: SceneTrace): number[] {
  const notes = events.filter(({ kind }) => kind === 'note').reverse();
  for (const { after } of [...notes, { after: 0 }]) {
    const named = messages.filter(({ number }) => number > after).flatMap((one) => one.seq ?? []);
    if (named.length > 0) return named;
  }
  return [];
}

/** Messages that were sent between a step of the story and the next, by its place in the events. */
function notedMessages({ messages, events }: SceneTrace): ReadonlyMap<number, TraceMessage[]> {
  const notes = [...events.entries()].filter(([, { kind }]) => kind === 'note');
  return new Map(
    notes.map(([place, { after }], index) => {
      // Steps that are told together are about the same messages.
      const next = notes.slice(index + 1).find(([, note]) => note.after > after)?.[1].after;
      const end = next ?? Number.POSITIVE_INFINITY;
      return [place, messages.filter(({ number }) => number > after && number <= end)] as const;
    }),
  );
}

/** For which seqs each request was proposed. */
function requestSeqs(messages: readonly TraceMessage[]): ReadonlyMap<unknown, number[]> {
  const seqs = new Map<unknown, number[]>();
  for (const { method, seq, params } of messages) {
    if (method !== METHOD.prePrepare || seq === undefined) continue;
    const { digest } = fieldsOf(params);
    if (digest !== undefined) seqs.set(digest, [...(seqs.get(digest) ?? []), seq]);
  }
  return seqs;
}

function requestOf(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'digest' in params
    ? params.digest
    : undefined;
}
