import type { Span } from './paint-frame.ts';
import type { Picture } from './place.ts';
import { element, safeText } from './svg.ts';

/** Along the time: how near to each other two times may stand. */
const TIME_ROOM = { down: 11, right: 40 } as const;

/** When the lines began, in the margin. */
export function timesOf({ frame, lines, times }: Picture): string[] {
  if (!times) return [];
  const isDown = frame.direction === 'down';
  const starts = [...lines.startsMs].sort(([a], [b]) => a - b);
  let last = Number.NEGATIVE_INFINITY;
  return starts.flatMap(([line, atMs]) => {
    const along = frame.along(line, 0);
    // Numbers that would touch each other are left out.
    if (along - last < (isDown ? TIME_ROOM.down : TIME_ROOM.right)) return [];
    last = along;
    const said = atMs < 100 ? atMs.toFixed(1) : String(Math.round(atMs));
    const [x, y] = isDown ? [frame.left - 14, along + 4] : [along, frame.left - 4];
    const className = `small muted ${isDown ? 'end' : 'centre'}`;
    return element('text', { class: className, x, y }, safeText(said, 12));
  });
}

/** A lane's life, in the spans between what happened to its process. */
export function spansOf(lane: number, { frame, lines, slots, lanes }: Picture): Span[] {
  const spans: Span[] = [];
  let state: Span['state'] = lanes.all[lane]?.kind === 'silent' ? 'gone' : 'alive';
  let from = frame.start;
  for (const mark of lines.marks) {
    if (mark.lane !== lane || mark.step.kind === 'executed') continue;
    const to = frame.along(mark.line, slots.marks.get(mark) ?? 0);
    spans.push({ state, from, to });
    from = to;
    if (mark.step.kind === 'frozen') state = 'frozen';
    else if (mark.step.kind === 'thawed') state = 'alive';
    else state = 'gone';
  }
  return [...spans, { state, from, to: frame.end }];
}
