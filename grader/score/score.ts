import type { Cause, ScenarioResult } from './result.ts';
import { pointsOf, type Rubric } from './rubric.ts';

/** A scenario as scoring sees it. */
export interface Scored {
  readonly id: string;
  readonly group: string;
  readonly story: string;
}

/** How a scenario ended. */
export type Verdict =
  | { readonly status: 'passed'; readonly durationMs: number }
  | { readonly status: 'failed'; readonly durationMs: number; readonly cause: Cause }
  | { readonly status: 'error'; readonly durationMs: number; readonly error: string }
  | { readonly status: 'blocked'; readonly blockedBy: readonly string[] };

/** Only what passed earns points: blocked and undecided scenarios earn none. */
export function scoreScenario(scenario: Scored, verdict: Verdict, rubric: Rubric): ScenarioResult {
  const { id, group, story } = scenario;
  const maxScore = pointsOf(rubric, id);
  const score = verdict.status === 'passed' ? maxScore : 0;
  const { status } = verdict;
  const base = { id, group, story, status, score, maxScore };
  if (status === 'blocked') return { ...base, durationMs: 0, blockedBy: [...verdict.blockedBy] };
  const { durationMs } = verdict;
  if (status === 'failed') return { ...base, durationMs, cause: verdict.cause };
  if (status === 'error') return { ...base, durationMs, error: verdict.error };
  return { ...base, durationMs };
}

/** The total and the most that could be had. */
export function total(scenarios: readonly ScenarioResult[]): { score: number; maxScore: number } {
  const sum = (pick: (scenario: ScenarioResult) => number): number =>
    scenarios.reduce((points, scenario) => points + pick(scenario), 0);
  return { score: sum(({ score }) => score), maxScore: sum(({ maxScore }) => maxScore) };
}
