import type { SceneTrace, TraceEvent, TraceMessage } from '../score/trace.ts';
import type { StepKind } from './types.ts';

/** Something that happened to a message, or an event. */
export type Moment = { readonly atMs: number; readonly kind: StepKind } & (
  | { readonly message: TraceMessage; readonly delivery?: number }
  | { readonly event: TraceEvent; readonly place: number }
);

/** Where a moment stands among those of the same time: after which message, and what of it. */
type Rank = readonly [number: number, phase: number];

/** What happens to one message comes in this order. */
const PHASES = { sent: 0, act: 1, delivered: 2, answered: 3, event: 4 } as const;

/**
 * All that is worth stepping to, in the order of time. Lines that servers printed are not: they
 * have times of their own.
 *
 * A trace does not say when an act took place, nor an answer: an act is told with the sending, what
 * was held and never let go as dropped at the end, and an answer with the last delivery.
 */
export function momentsOf({ messages, events }: SceneTrace): Moment[] {
  const times = messages.flatMap(({ sentMs, deliveredMs }) => [sentMs, ...deliveredMs]);
  const lastMs = [...times, ...events.map(({ atMs }) => atMs)].reduce((a, b) => Math.max(a, b), 0);
  const ranked = [
    ...messages.flatMap((message) => momentsOfMessage(message, lastMs)),
    ...events.flatMap((event, place) => momentsOfEvent(event, place)),
  ];
  ranked.sort(
    (a, b) => a.moment.atMs - b.moment.atMs || a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1],
  );
  return ranked.map(({ moment }) => moment);
}

interface Ranked {
  readonly moment: Moment;
  readonly rank: Rank;
}

function momentsOfMessage(message: TraceMessage, lastMs: number): Ranked[] {
  const { number, sentMs, deliveredMs, acts, error } = message;
  const at = (atMs: number, kind: StepKind, phase: number): Ranked => ({
    moment: { atMs, kind, message },
    rank: [number, phase],
  });
  const moments = [at(sentMs, 'sent', PHASES.sent)];
  for (const act of new Set(acts)) {
    const isLost = act === 'dropped' && acts.includes('held');
    moments.push(at(isLost ? lastMs : sentMs, act, PHASES.act));
  }
  for (const [delivery, atMs] of deliveredMs.entries()) {
    const moment: Moment = { atMs, kind: 'delivered', message, delivery };
    moments.push({ moment, rank: [number, PHASES.delivered] });
  }
  const answeredMs = deliveredMs.at(-1) ?? sentMs;
  if (error !== undefined) moments.push(at(answeredMs, 'answered', PHASES.answered));
  return moments;
}

function momentsOfEvent(event: TraceEvent, place: number): Ranked[] {
  const { kind, atMs, after } = event;
  if (kind === 'log') return [];
  const number = kind === 'verdict' ? Number.POSITIVE_INFINITY : after;
  return [{ moment: { atMs, kind, event, place }, rank: [number, PHASES.event] }];
}
