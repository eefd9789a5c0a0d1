/** What a course's rows say about its students and its scenarios. */
import * as z from 'zod';
import { lastOf } from './attempts.ts';
import type { CourseRow } from './course.ts';

const BIN_PERCENT = 10;
const BINS = 100 / BIN_PERCENT;
const Count = z.int().nonnegative();

export const ScenarioStatistics = z.strictObject({
  id: z.string(),
  played: Count.describe('Passed or failed'),
  passed: Count,
  failed: Count,
  blocked: Count,
  undecided: Count.describe('The machine could not decide: not counted in what follows'),
  sharePassed: z.number().min(0).max(1).nullable().describe('Of passed, failed and blocked'),
  discrimination: z
    .number()
    .min(-1)
    .max(1)
    .nullable()
    .describe('Correlation of passing it with the points earned elsewhere; null without variance'),
});

export const CourseStatistics = z
  .strictObject({
    schema: z.literal('pbft-lab/statistics/v1'),
    students: Count,
    graded: Count,
    notGraded: Count,
    missing: Count,
    maxScore: z.number().nonnegative(),
    mean: z.number().nullable().describe('Of graded students, after the late policy, as all below'),
    median: z.number().nullable(),
    standardDeviation: z.number().nullable().describe('Of the whole group: divided by n'),
    fullMarks: Count,
    histogram: z
      .array(z.strictObject({ from: z.number(), to: z.number(), count: Count }))
      .describe('Percent of the points; `to` is excluded but in the last bin'),
    scenarios: z.array(ScenarioStatistics),
  })
  .describe('Statistics of a course, one attempt a student: the last');

export type ScenarioStatistics = z.infer<typeof ScenarioStatistics>;
export type CourseStatistics = z.infer<typeof CourseStatistics>;

/** Of several attempts of a student only the last counts. */
export function statisticsOf(rows: readonly CourseRow[]): CourseStatistics {
  const students = lastOf(rows);
  const graded = students.filter(({ status }) => status === 'graded');
  const scores = graded.map(({ score }) => score ?? 0).sort((a, b) => a - b);
  const count = (status: CourseRow['status']): number =>
    students.filter((row) => row.status === status).length;
  return {
    schema: 'pbft-lab/statistics/v1',
    students: students.length,
    graded: graded.length,
    notGraded: count('not-graded'),
    missing: count('missing'),
    maxScore: students.reduce((most, { maxScore }) => Math.max(most, maxScore), 0),
    mean: rounded(mean(scores)),
    median: rounded(median(scores)),
    standardDeviation: rounded(deviation(scores)),
    fullMarks: graded.filter(({ score, maxScore }) => score === maxScore).length,
    histogram: histogram(graded),
    scenarios: scenarioStatistics(graded),
  };
}

function histogram(graded: readonly CourseRow[]): CourseStatistics['histogram'] {
  const bins = Array.from({ length: BINS }, (_, bin) => {
    return { from: bin * BIN_PERCENT, to: (bin + 1) * BIN_PERCENT, count: 0 };
  });
  for (const { score, maxScore } of graded) {
    const percent = maxScore === 0 ? 0 : ((score ?? 0) * 100) / maxScore;
    const bin = bins[Math.min(BINS - 1, Math.floor(percent / BIN_PERCENT))];
    if (bin !== undefined) bin.count += 1;
  }
  return bins;
}

/** One student's way with one scenario. */
interface Answer {
  readonly status: 'passed' | 'failed' | 'blocked' | 'error';
  /** Points earned in all other scenarios. */
  readonly rest: number;
}

function scenarioStatistics(graded: readonly CourseRow[]): ScenarioStatistics[] {
  const answers = new Map<string, Answer[]>();
  for (const { result } of graded) {
    if (result === undefined) continue;
    for (const { id, status, score } of result.scenarios) {
      const answer = { status, rest: result.score - score };
      const before = answers.get(id);
      if (before === undefined) answers.set(id, [answer]);
      else before.push(answer);
    }
  }
  return [...answers].map(([id, given]) => statisticsOfOne(id, given));
}

function statisticsOfOne(id: string, given: readonly Answer[]): ScenarioStatistics {
  const count = (status: Answer['status']): number =>
    given.filter((answer) => answer.status === status).length;
  const [passed, failed, blocked] = [count('passed'), count('failed'), count('blocked')];
  const decided = given.filter(({ status }) => status !== 'error');
  return {
    id,
    played: passed + failed,
    passed,
    failed,
    blocked,
    undecided: count('error'),
    sharePassed: rounded(decided.length === 0 ? undefined : passed / decided.length),
    discrimination: rounded(
      correlation(
        decided.map(({ status }) => (status === 'passed' ? 1 : 0)),
        decided.map(({ rest }) => rest),
      ),
    ),
  };
}

/** Pearson's coefficient; undefined where one of the two does not vary. */
function correlation(xs: readonly number[], ys: readonly number[]): number | undefined {
  const [meanX, meanY] = [mean(xs) ?? 0, mean(ys) ?? 0];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[index] ?? 0) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // Of equal numbers the mean may be off by a rounding error.
  if (new Set(xs).size < 2 || new Set(ys).size < 2) return undefined;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

function mean(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** @param sorted ascending. */
function median(sorted: readonly number[]): number | undefined {
  const half = Math.floor(sorted.length / 2);
  return mean(sorted.slice(sorted.length % 2 === 0 ? half - 1 : half, half + 1));
}

function deviation(numbers: readonly number[]): number | undefined {
  const middle = mean(numbers);
  if (middle === undefined) return undefined;
  return Math.sqrt(mean(numbers.map((number) => (number - middle) ** 2)) ?? 0);
}

/** More digits than these are noise; and the same on every machine. */
function rounded(number: number | undefined): number | null {
  return number === undefined ? null : Math.round(number * 1_000) / 1_000;
}
