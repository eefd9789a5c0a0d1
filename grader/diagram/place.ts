import type { Say } from '../text/language.ts';
import type { Arrow } from './arrows.ts';
import type { Frame, Point } from './frame.ts';
import type { Lanes } from './lanes.ts';
import type { Lines } from './lines.ts';
import type { Reached } from './reached.ts';
import type { Slots } from './slots.ts';

/** All that is drawn between the title and the legend. */
export interface Picture {
  readonly frame: Frame;
  readonly lanes: Lanes;
  readonly lines: Lines;
  readonly arrows: readonly Arrow[];
  readonly slots: Slots;
  readonly say: Say;
  readonly times: boolean;
  /** Whether marks carry numbers of the trace, and sentences. */
  readonly data: boolean;
  readonly reached: ReadonlyMap<number, Reached>;
  /** True when arrows need not name their seq. */
  readonly hasOneSeq: boolean;
}

/** Where an arrow starts. */
export function startOf(arrow: Arrow, { frame, slots }: Picture): Point {
  const { from, leaves } = arrow.leg;
  return frame.point(from, frame.along(leaves, slots.leaves.get(arrow) ?? 0));
}

/** Where it ends, if it arrives. */
export function targetOf(arrow: Arrow, { frame, slots }: Picture): Point {
  const { to, arrives } = arrow.leg;
  return frame.point(to, frame.along(arrives, slots.arrives.get(arrow) ?? 0));
}
