import { type Arrow, fanOf } from './arrows.ts';
import type { Lanes } from './lanes.ts';
import type { Mark } from './lines.ts';

/** What shares a line on one lane stands in slots, one after the other. */
export interface Slots {
  readonly leaves: ReadonlyMap<Arrow, number>;
  readonly arrives: ReadonlyMap<Arrow, number>;
  readonly marks: ReadonlyMap<Mark, number>;
  /** How many slots a line has: as many as its fullest lane. */
  readonly count: (line: number) => number;
  /** The arrows that start together, by the first of them. */
  readonly fans: readonly (readonly Arrow[])[];
}

/**
 * Slots of all that stands on lines. What a server sends of one kind starts in one slot; what arrives
 * has one each, in the order of arrival.
 * @param isExact whether also replies stand in the order of arrival, which is chance.
 */
export function slotsOf(
  arrows: readonly Arrow[],
  marks: readonly Mark[],
  lanes: Lanes,
  isExact: boolean,
): Slots {
  const counter = new Counter();
  const fans = fansOf(arrows);
  const leaves = new Map<Arrow, number>();
  const slotOfReply = new Map<number, number>();
  for (const fan of fans) {
    const leg = fan[0]?.leg;
    if (leg === undefined) continue;
    const slot = counter.next(leg.leaves, leg.from);
    slotOfReply.set(leg.message.number, slot);
    for (const arrow of fan) leaves.set(arrow, slot);
  }
  const arrives = new Map<Arrow, number>();
  for (const arrow of inOrderOfArrival(arrows, lanes, isExact)) {
    const { delivery, arrives: line, to } = arrow.leg;
    // What never arrives takes no room.
    arrives.set(arrow, delivery === undefined ? 0 : counter.next(line, to));
  }
  const places = marks.map((mark) => {
    const slot = slotOfReply.get(mark.reply ?? -1) ?? counter.next(mark.line, mark.lane);
    return [mark, slot] as const;
  });
  return { leaves, arrives, marks: new Map(places), count: (line) => counter.most(line), fans };
}

/** Arrows by where they start; a second one to the same receiver starts another fan. */
function fansOf(arrows: readonly Arrow[]): Arrow[][] {
  const fans = new Map<string, Arrow[]>();
  const times = new Map<string, number>();
  for (const arrow of arrows) {
    const { message, to, delivery } = arrow.leg;
    const fan = fanOf(arrow);
    const way = `${fan} to ${to}`;
    // Copies of one message leave together.
    const time = (times.get(way) ?? 0) + ((delivery ?? 0) > 0 ? 0 : 1);
    times.set(way, time);
    const key = `${fan} ${message.method} ${time}`;
    fans.set(key, [...(fans.get(key) ?? []), arrow]);
  }
  return [...fans.values()];
}

function inOrderOfArrival(arrows: readonly Arrow[], lanes: Lanes, isExact: boolean): Arrow[] {
  const timeOf = ({ leg }: Arrow): number => leg.message.deliveredMs[leg.delivery ?? -1] ?? 0;
  const isChance = ({ leg }: Arrow): boolean => !isExact && lanes.all[leg.to]?.kind === 'client';
  const inTime = [...arrows].sort(
    (a, b) => timeOf(a) - timeOf(b) || a.leg.message.number - b.leg.message.number,
  );
  const byServer = inTime.filter(isChance).sort((a, b) => a.leg.from - b.leg.from);
  return [...inTime.filter((arrow) => !isChance(arrow)), ...byServer];
}

class Counter {
  private readonly used = new Map<number, Map<number, number>>();

  next(line: number, lane: number): number {
    const lanes = this.used.get(line) ?? new Map<number, number>();
    const slot = lanes.get(lane) ?? 0;
    lanes.set(lane, slot + 1);
    this.used.set(line, lanes);
    return slot;
  }

  most(line: number): number {
    return [...(this.used.get(line)?.values() ?? [])].reduce((a, b) => Math.max(a, b), 0);
  }
}
