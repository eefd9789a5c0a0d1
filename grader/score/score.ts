import type { Message } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import type { Cause, ScenarioResult } from './result.ts';
import { pointsOf, type Rubric } from './rubric.ts';

/** A scenario as scoring sees it. */
export interface Scored {
  readonly id: string;
  readonly group: string;
  readonly story: Message;
}

/** What was seen of a scenario that was played. */
type Seen = Pick<ScenarioResult, 'durationMs' | 'waitedMs' | 'traces' | 'traceHash'>;

/** How a scenario ended. */
export type Verdict =
  | (Seen & { readonly status: 'passed'; readonly counted?: Message })
  | (Seen & { readonly status: 'failed'; readonly cause: Cause })
  | (Seen & { readonly status: 'error'; readonly error: Message })
  | { readonly status: 'blocked'; readonly blockedBy: readonly string[] };

/** Only what passed earns points: blocked and undecided scenarios earn none. */
export function scoreScenario(scenario: Scored, verdict: Verdict, rubric: Rubric): ScenarioResult {
  const { id, group, story } = scenario;
  const maxScore = pointsOf(rubric, id);
  const { status } = verdict;
  const score = status === 'passed' ? maxScore : 0;
  const base = { id, group, ...spelled({ story }), status, score, maxScore };
  if (verdict.status === 'blocked')
    return { ...base, durationMs: 0, blockedBy: [...verdict.blockedBy] };
  return { ...base, ...toldVerdict(verdict) };
}

/** What was played, with what is for people as results have it. */
function toldVerdict(verdict: Exclude<Verdict, { readonly status: 'blocked' }>) {
  if (verdict.status === 'failed') return verdict;
  if (verdict.status === 'error') return { ...verdict, ...spelled({ error: verdict.error }) };
  const { counted, ...passed } = verdict;
  return counted === undefined ? passed : { ...passed, ...spelled({ counted }) };
}

/** The total and the most that could be had. */
export function total(scenarios: readonly ScenarioResult[]): { score: number; maxScore: number } {
  const sum = (pick: (scenario: ScenarioResult) => number): number =>
    scenarios.reduce((points, scenario) => points + pick(scenario), 0);
  return { score: sum(({ score }) => score), maxScore: sum(({ maxScore }) => maxScore) };
}
