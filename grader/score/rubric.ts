import * as z from 'zod';
import defaults from './rubric.json' with { type: 'json' };

/** Points of a full score. */
export const FULL_SCORE = 100;

/** Points by scenario id. A scenario without points is shown and earns nothing. */
export const Rubric = z.strictObject({
  points: z.record(z.string(), z.int().nonnegative()),
});
export type Rubric = z.infer<typeof Rubric>;

/** The rubric that comes with the lab; its points add up to {@link FULL_SCORE}. */
export const DEFAULT_RUBRIC: Rubric = Rubric.parse(defaults);

/** Points of one scenario. */
export function pointsOf(rubric: Rubric, scenario: string): number {
  return rubric.points[scenario] ?? 0;
}
