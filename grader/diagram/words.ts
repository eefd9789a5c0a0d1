import type { SceneTrace, TraceMessage } from '../score/trace.ts';
import { type Message, type Said, t } from '../text/text.ts';
import { STAGE_NAMES, wordOf } from './arrows.ts';
import type { Item } from './scope.ts';

/** What kind of caption one is: decides how it looks. */
export type CaptionKind = 'note' | 'hidden' | 'broken' | 'passed' | 'failed';

/** How many seqs in a row are named one by one. */
const MAX_SEQS = 6;

export function captionKind(item: Item): CaptionKind {
  if (!('step' in item)) return 'hidden';
  if (item.step.kind !== 'verdict') return item.step.broken ? 'broken' : 'note';
  return item.step.broken ? 'failed' : 'passed';
}

/** True for the caption of what failed; it is drawn in bold letters. */
export function isBad(kind: CaptionKind): boolean {
  return kind === 'broken' || kind === 'failed';
}

/** What is said across the lanes. */
export function captionText(item: Item): Message {
  if ('step' in item) {
    return captionKind(item) === 'broken'
      ? t`Here a rule is broken: ${item.step.text}`
      : item.step.text;
  }
  const { hidden, notes } = item;
  if (hidden.length === 0) {
    return notes === 1 ? t`1 more step of the story` : t`${notes} more steps of the story`;
  }
  const seqs = seqsOf(hidden);
  const kinds = kindsOf(hidden);
  if (hidden.length === 1) return t`1 message is not drawn: ${kinds}`;
  if (seqs.length === 0) return t`${hidden.length} messages are not drawn: ${kinds}`;
  return t`${hidden.length} messages about seq ${ranges(seqs)} are not drawn: ${kinds}`;
}

/** One sentence on what a drawing shows, for those who do not see it. */
export function describe(
  trace: SceneTrace,
  drawn: {
    readonly messages: number;
    readonly executions: number;
    readonly seqs: readonly number[];
  },
): Said[] {
  const { messages, executions, seqs } = drawn;
  const servers = trace.servers;
  const about =
    seqs.length === 0
      ? t`Messages between the client and ${servers} servers, in the order of time: ${messages} are drawn.`
      : t`Messages between the client and ${servers} servers about seq ${ranges(seqs)}, in the order of
          time: ${messages} are drawn.`;
  const executed =
    executions === 1 ? t`1 execution is seen.` : t`${executions} executions are seen.`;
  return [about, executed];
}

/** Whole numbers with ranges where they follow each other: `1, 4–7`. */
function ranges(numbers: readonly number[]): string[] {
  const parts: [number, number][] = [];
  for (const one of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === one - 1) last[1] = one;
    else parts.push([one, one]);
  }
  const texts = parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return texts.length <= MAX_SEQS ? texts : [...texts.slice(0, MAX_SEQS - 1), '…'];
}

function seqsOf(messages: readonly TraceMessage[]): number[] {
  return messages.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
}

/** `12 prepare`, by stage, and what has none last. */
function kindsOf(messages: readonly TraceMessage[]): string[] {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const word = wordOf(message);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const rank = (word: string): number => {
    const stage = (STAGE_NAMES as readonly string[]).indexOf(word);
    return stage < 0 ? STAGE_NAMES.length : stage;
  };
  return [...counts]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([word, count]) => `${count} ${word}`)
    .slice(0, MAX_SEQS);
}
