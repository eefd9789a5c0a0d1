import type { Replay, Step } from '../replay/types.ts';
import type { SceneTrace, TraceMessage } from '../score/trace.ts';
import { fieldsOf, METHOD } from '../wire/messages.ts';
import type { DrawOptions } from './options.ts';

/** What is drawn, in the order of time: a step, or that some were left out here. */
export type Item =
  | { readonly step: Step }
  | { readonly hidden: readonly TraceMessage[]; readonly notes: number };

/** More messages than that are not drawn one by one; those about early seqs are left out first. */
const MAX_DRAWN = 260;
/** As many when they are about several seqs, which is harder to read. */
const MAX_MIXED = 100;
/** Of messages that are alike but for their text, so many count: more become one arrow. */
const MAX_ALIKE = 3;
/** Steps of the story in a row that are all shown; of more, the first and the last two are. */
const MAX_NOTES = 5;

/** What of a trace is drawn. */
export interface Scope {
  readonly items: readonly Item[];
  /** The seqs that the drawn messages are about. */
  readonly seqs: readonly number[];
}

/** Chooses what of a trace is drawn, and says where something was left out. */
export function scopeOf(trace: SceneTrace, replay: Replay, options: DrawOptions): Scope {
  const about = aboutOf(trace.messages);
  const kept = keptMessages(trace, replay, options, about);
  const seqs = new Set(
    trace.messages.flatMap((one) => (kept.has(one.number) ? (about.get(one.number) ?? []) : [])),
  );
  const steps = replay.steps.filter((step) => step.message !== undefined || isTold(step));
  const notes = keptNotes(trace, steps, kept, options);
  const isKept = (step: Step): boolean =>
    step.message === undefined ? notes.has(step.index) : kept.has(step.message);
  const items = itemsOf(trace, steps, isKept, options.seqs === undefined);
  return { items, seqs: [...seqs].sort((a, b) => a - b) };
}

function isTold({ kind }: Step): boolean {
  return kind !== 'answered';
}

type About = ReadonlyMap<number, readonly number[]>;

/** The seqs that each message is about; a request is about those that it was proposed for. */
function aboutOf(messages: readonly TraceMessage[]): About {
  const proposed = new Map<unknown, number[]>();
  for (const { method, seq, params } of messages) {
    const { digest } = fieldsOf(params);
    if (method !== METHOD.prePrepare || seq === undefined || digest === undefined) continue;
    proposed.set(digest, [...(proposed.get(digest) ?? []), seq]);
  }
  return new Map(
    messages.map(({ number, method, seq, params }) => {
      if (method !== METHOD.request) return [number, seq === undefined ? [] : [seq]];
      const { digest } = (params ?? {}) as { readonly digest?: unknown };
      return [number, proposed.get(digest) ?? []];
    }),
  );
}

/** Numbers of the messages that are drawn. */
function keptMessages(
  { messages }: SceneTrace,
  replay: Replay,
  { collapse = true, seqs }: DrawOptions,
  about: About,
): ReadonlySet<number> {
  const all = new Set(messages.map(({ number }) => number));
  if (!collapse && seqs === undefined) return all;
  const broken = replay.steps.find((step) => step.broken)?.message;
  const within = (wanted: readonly number[]): TraceMessage[] => {
    const set = new Set(wanted);
    return messages.filter(({ number }) => {
      const its = about.get(number) ?? [];
      return number === broken || its.length === 0 || its.some((seq) => set.has(seq));
    });
  };
  let wanted = seqs ?? replay.seqs;
  let drawn = within(wanted);
  while (collapse && wanted.length > 1 && countOf(drawn) > MAX_MIXED) {
    wanted = wanted.slice(Math.ceil(wanted.length / 2));
    drawn = within(wanted);
  }
  return new Set(clamped(drawn, collapse, broken).map(({ number }) => number));
}

/** The first and the last of very many, and those around the one that broke the rule. */
function clamped(
  drawn: readonly TraceMessage[],
  collapse: boolean,
  broken: number | undefined,
): readonly TraceMessage[] {
  if (!collapse || countOf(drawn) <= MAX_DRAWN) return drawn;
  const at = drawn.findIndex(({ number }) => number === broken);
  const half = Math.floor(MAX_DRAWN / 2);
  const isNear = (index: number): boolean => at >= 0 && Math.abs(index - at) < half / 4;
  return drawn.filter((_, index) => index < half || index >= drawn.length - half || isNear(index));
}

function countOf(messages: readonly TraceMessage[]): number {
  const alike = new Map<string, number>();
  for (const { from, to, stage, seq, id, judged = [] } of messages) {
    const key = `${from} ${to} ${stage} ${seq} ${id} ${judged}`;
    alike.set(key, Math.min(MAX_ALIKE, (alike.get(key) ?? 0) + 1));
  }
  return [...alike.values()].reduce((sum, count) => sum + count, 0);
}

/** Indexes of the steps without a message that are drawn. */
function keptNotes(
  { events }: SceneTrace,
  steps: readonly Step[],
  kept: ReadonlySet<number>,
  { collapse = true, seqs }: DrawOptions,
): ReadonlySet<number> {
  const chosen = new Set<number>();
  let isFollowed = false; // by a message that is drawn, before the next step of the story
  let isLast = true;
  for (let place = steps.length - 1; place >= 0; place -= 1) {
    const step = steps[place];
    if (step === undefined) continue;
    const { kind, message, index } = step;
    if (message !== undefined) {
      isFollowed ||= kind === 'sent' && kept.has(message);
    } else if (kind === 'executed') {
      const reply = events[step.event ?? -1]?.after ?? 0;
      if (kept.has(reply) || step.broken) chosen.add(index);
    } else if (kind === 'note') {
      const matters = seqs === undefined && (step.matters || isLast);
      if (!collapse || isFollowed || matters || step.broken) chosen.add(index);
      isLast = false;
      // Steps that are told together stand or fall together.
      if (steps[place - 1]?.kind !== 'note') isFollowed = false;
    } else {
      // What happens to a process, with the step of the story that says so; and the verdict.
      chosen.add(index);
      isFollowed ||= kind !== 'verdict';
    }
  }
  return chosen;
}

function itemsOf(
  { messages }: SceneTrace,
  steps: readonly Step[],
  isKept: (step: Step) => boolean,
  tellsHidden: boolean,
): Item[] {
  const byNumber = new Map(messages.map((message) => [message.number, message] as const));
  const items: Item[] = [];
  let hidden: TraceMessage[] = [];
  let isFresh = true; // nothing of this chapter of the story is drawn yet
  const flush = (): void => {
    if (hidden.length > 0 && tellsHidden) items.push({ hidden, notes: 0 });
    hidden = [];
  };
  for (const step of steps) {
    if (!isKept(step)) {
      const message = step.kind === 'sent' ? byNumber.get(step.message ?? -1) : undefined;
      if (message !== undefined) hidden.push(message);
      continue;
    }
    const divides = step.message === undefined && step.kind !== 'executed';
    // What was left out between messages that are drawn is told at the end of the chapter.
    if (divides || isFresh) flush();
    isFresh = divides;
    items.push({ step });
  }
  flush();
  return withFewNotes(items);
}

/** Of many steps of the story in a row, the first and the last two. */
function withFewNotes(items: readonly Item[]): Item[] {
  const isNote = (item: Item | undefined): boolean =>
    item !== undefined && 'step' in item && item.step.kind === 'note' && !item.step.broken;
  const few: Item[] = [];
  for (let start = 0; start < items.length; ) {
    let end = start;
    while (end < items.length && isNote(items[end])) end += 1;
    const run = items.slice(start, Math.max(end, start + 1));
    if (run.length > MAX_NOTES) {
      const left: Item = { hidden: [], notes: run.length - 3 };
      few.push(...run.slice(0, 1), left, ...run.slice(-2));
    } else few.push(...run);
    start += run.length;
  }
  return few;
}
