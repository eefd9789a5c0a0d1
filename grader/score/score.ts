import type { Cause, ScenarioResult } from './result.ts';
import { pointsOf, type Rubric } from './rubric.ts';

/** A scenario as scoring sees it. */
export interface Scored {
  readonly id: string;
  readonly group: string;
  readonly story: string;
}

/** What was seen of a scenario that was played. */
type Seen = Pick<ScenarioResult, 'durationMs' | 'waitedMs' | 'traces' | 'traceHash'>;

/** How a scenario ended. */
export type Verdict =
  | (Seen & { readonly status: 'passed'; readonly counted?: string })
  | (Seen & { readonly status: 'failed'; readonly cause: Cause })
  | (Seen & { readonly status: 'error'; readonly error: string })
  | { readonly status: 'blocked'; readonly blockedBy: readonly string[] };

/** Only what passed earns points: blocked and undecided scenarios earn none. */
export function scoreScenario(scenario: Scored, verdict: Verdict, rubric: Rubric): ScenarioResult {
  const { id, group, story } = scenario;
  const maxScore = pointsOf(rubric, id);
  const { status, ...rest } = verdict;
  const score = status === 'passed' ? maxScore : 0;
  const base = { id, group, story, status, score, maxScore };
  if ('blockedBy' in rest) return { ...base, durationMs: 0, blockedBy: [...rest.blockedBy] };
  return { ...base, ...rest };
}

/** The total and the most that could be had. */
export function total(scenarios: readonly ScenarioResult[]): { score: number; maxScore: number } {
  const sum = (pick: (scenario: ScenarioResult) => number): number =>
    scenarios.reduce((points, scenario) => points + pick(scenario), 0);
  return { score: sum(({ score }) => score), maxScore: sum(({ maxScore }) => maxScore) };
}
