import type { Step } from '../replay/types.ts';
import type { SceneTrace, TraceEvent, TraceMessage } from '../score/trace.ts';
import type { Lanes } from './lanes.ts';
import type { Item } from './scope.ts';

/**
 * Where things stand in time, in lines instead of milliseconds: messages leave on even lines and arrive
 * on odd ones. Each party's own order is kept, and a message arrives below where it left; beyond that
 * everything is as high as it can be, so that what servers do side by side shares a line. Steps of
 * the story divide: nothing that happens after one is above it.
 */
export interface Lines {
  readonly legs: readonly Leg[];
  readonly marks: readonly Mark[];
  readonly captions: readonly Caption[];
  /** How many lines there are. */
  readonly count: number;
  /** When the first thing on each line happened. */
  readonly startsMs: ReadonlyMap<number, number>;
}

/** One way of a message: a delivery, or that it never arrived. */
export interface Leg {
  readonly message: TraceMessage;
  /** Which of its deliveries; none when it never arrived. */
  readonly delivery: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly leaves: number;
  readonly arrives: number;
  /** What happened with it, in words. */
  readonly steps: readonly Step[];
  /** True when it reached a process that is gone. */
  readonly isLost: boolean;
}

/** Something on one lane that is no message: an execution, or what happened to a process. */
export interface Mark {
  readonly step: Step;
  readonly event: TraceEvent;
  readonly lane: number;
  readonly line: number;
  /** Number of the reply that shows an execution. */
  readonly reply: number | undefined;
}

/** What is said across all lanes, above a line. */
export interface Caption {
  readonly item: Item;
  readonly before: number;
}

/** Puts what is drawn on lines. */
export function linesOf(
  trace: SceneTrace,
  lanes: Lanes,
  items: readonly Item[],
  isExact: boolean,
): Lines {
  const writer = new Writer(trace, lanes, isExact);
  for (const item of items) writer.write(item);
  return writer.lines();
}

interface Sent {
  readonly message: TraceMessage;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly steps: Step[];
  readonly legs: Leg[];
}

class Writer {
  private readonly trace: SceneTrace;
  private readonly lanes: Lanes;
  private readonly isExact: boolean;
  private readonly messages: ReadonlyMap<number, TraceMessage>;
  private readonly sent = new Map<number, Sent>();
  private readonly marks: Mark[] = [];
  private readonly captions: Caption[] = [];
  private readonly startsMs = new Map<number, number>();
  /** The last line of each lane, and the last one on which something arrived there. */
  private readonly last = new Map<number, number>();
  private readonly arrived = new Map<number, number>();
  private readonly gone = new Set<number>();
  private floor = 0;
  private top = -1;
  /** The line of processes to which something just happened. */
  private row: { readonly line: number; readonly lanes: Set<number> } | undefined;

  constructor(trace: SceneTrace, lanes: Lanes, isExact: boolean) {
    this.trace = trace;
    this.lanes = lanes;
    this.isExact = isExact;
    this.messages = new Map(trace.messages.map((message) => [message.number, message] as const));
  }

  write(item: Item): void {
    if (!('step' in item)) {
      this.divide(item);
      return;
    }
    const { step } = item;
    const message = this.messages.get(step.message ?? -1);
    const event = this.trace.events[step.event ?? -1];
    if (message !== undefined) this.onMessage(step, message);
    else if (event === undefined) return;
    else if (step.kind === 'executed') this.execute(step, event);
    else if (step.kind === 'note' || step.kind === 'verdict') this.divide(item);
    else this.happen(step, event);
    // A broken rule is told right below; steps of the story say it themselves.
    if (step.broken && step.kind !== 'note' && step.kind !== 'verdict') {
      this.captions.push({ item, before: even(this.lineOf(step) + 1) });
    }
  }

  lines(): Lines {
    const legs = [...this.sent.values()].flatMap((sent) => {
      const { message, from, to, line: leaves, steps } = sent;
      if (sent.legs.length > 0) return sent.legs;
      const arrives = leaves + 1;
      this.top = Math.max(this.top, arrives);
      const leg: Leg = {
        message,
        delivery: undefined,
        from,
        to,
        leaves,
        arrives,
        steps,
        isLost: false,
      };
      return [leg];
    });
    const ends = this.captions.map(({ before }) => before);
    const count = [this.top + 1, ...ends].reduce((a, b) => Math.max(a, b), 0);
    return { legs, marks: this.marks, captions: this.captions, count, startsMs: this.startsMs };
  }

  private onMessage(step: Step, message: TraceMessage): void {
    const sent = this.sent.get(message.number) ?? this.send(step, message);
    sent.steps.push(step);
    if (step.kind !== 'delivered') return;
    const { from, to, line: leaves } = sent;
    const isPlayed = this.lanes.all[to]?.kind !== 'real';
    // Who is played reacts at once, between two deliveries of one step of the network.
    const before = (isPlayed || !this.isExact ? this.arrived : this.last).get(to) ?? 0;
    const arrives = odd(Math.max(leaves + 1, before, this.floor));
    this.arrived.set(to, arrives);
    this.touch(to, arrives, step.atMs);
    const isLost = this.gone.has(to);
    const { delivery } = step;
    sent.legs.push({ message, delivery, from, to, leaves, arrives, steps: sent.steps, isLost });
  }

  private send(step: Step, message: TraceMessage): Sent {
    const from = this.lanes.sender(message);
    const to = this.lanes.of(message.to);
    const line = even(Math.max(this.last.get(from) ?? 0, this.floor));
    this.touch(from, line, step.atMs);
    const sent: Sent = { message, line, from, to, steps: [], legs: [] };
    this.sent.set(message.number, sent);
    return sent;
  }

  /** A server has executed when its reply left. */
  private execute(step: Step, event: TraceEvent): void {
    const reply = this.sent.get(event.after);
    const lane = reply?.from ?? this.laneOf(step, event);
    const line = reply?.line ?? even(Math.max(this.last.get(lane) ?? 0, this.floor));
    this.touch(lane, line, step.atMs);
    this.marks.push({ step, event, lane, line, reply: reply?.message.number });
  }

  private happen(step: Step, event: TraceEvent): void {
    const lane = this.laneOf(step, event);
    const shared = this.row !== undefined && !this.row.lanes.has(lane) ? this.row : undefined;
    const row = shared ?? { line: even(this.top + 1), lanes: new Set<number>() };
    this.touch(lane, row.line, step.atMs);
    row.lanes.add(lane);
    this.row = row;
    this.floor = row.line + 2;
    if (step.kind === 'killed' || step.kind === 'exited') this.gone.add(lane);
    this.marks.push({ step, event, lane, line: row.line, reply: undefined });
  }

  private divide(item: Item): void {
    const before = even(Math.max(this.top + 1, this.floor));
    this.captions.push({ item, before });
    this.floor = before;
    this.row = undefined;
  }

  private touch(lane: number, line: number, atMs: number): void {
    this.last.set(lane, Math.max(line, this.last.get(lane) ?? 0));
    this.top = Math.max(this.top, line);
    this.startsMs.set(line, Math.min(atMs, this.startsMs.get(line) ?? atMs));
    this.row = undefined;
  }

  private laneOf(step: Step, event: TraceEvent): number {
    return this.lanes.of(step.changes[0]?.server ?? event.server ?? 'unknown');
  }

  private lineOf(step: Step): number {
    const sent = this.sent.get(step.message ?? -1);
    const leg = sent?.legs.find(({ delivery }) => delivery === step.delivery);
    if (step.kind === 'delivered' && leg !== undefined) return leg.arrives;
    return sent?.line ?? this.marks.find((mark) => mark.step === step)?.line ?? this.top;
  }
}

function even(line: number): number {
  return line % 2 === 0 ? line : line + 1;
}

function odd(line: number): number {
  return line % 2 === 0 ? line + 1 : line;
}
