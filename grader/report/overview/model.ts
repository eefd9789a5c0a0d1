import { lastOf } from '../../score/attempts.ts';
import type { CourseRow } from '../../score/course.ts';
import { type CourseStatistics, statisticsOf } from '../../score/statistics.ts';
import type { Say } from '../../text/language.ts';
import { type Tell, tellIn } from '../page/markup.ts';
import type { Facts } from './facts.ts';

/** What an overview is made of. */
export interface OverviewInput {
  /** Name of the folder of results. */
  readonly folder: string;
  /** The same as a person types it who wrote this page. */
  readonly path: string;
  readonly rows: readonly CourseRow[];
  readonly facts: Facts;
  /** What the reader should know, in the language of the page. */
  readonly notes: readonly string[];
  /** Pages of students that are there, and of these rows: names of files in `reports/`. */
  readonly pages: ReadonlySet<string>;
  /** When it is written. */
  readonly when: Date;
}

/** The same, with what all parts of the page ask for. */
export interface Overview extends OverviewInput {
  readonly statistics: CourseStatistics;
  /** The rows that statistics count: of several attempts of a student the last. */
  readonly counted: ReadonlySet<CourseRow>;
  readonly say: Say;
  readonly tell: Tell;
}

export function overviewOf(input: OverviewInput, say: Say): Overview {
  const { rows } = input;
  return {
    ...input,
    say,
    tell: tellIn(say),
    statistics: statisticsOf(rows),
    counted: new Set(lastOf(rows)),
  };
}

/** Ids of a row's scenarios that failed. */
export function failedIn({ result }: CourseRow): string[] {
  const scenarios = result?.scenarios ?? [];
  return scenarios.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

/** The tenth of the points, as the histogram counts it: whole percent, never rounded up. */
export function percentOf({ status, score, maxScore }: CourseRow): number | undefined {
  if (status !== 'graded') return undefined;
  return maxScore === 0 ? 0 : Math.floor(((score ?? 0) * 100) / maxScore);
}
