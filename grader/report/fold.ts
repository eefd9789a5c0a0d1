/** What belongs together in a report for people, so that one mistake is not told many times. */
import type { Cause, ScenarioResult } from '../score/result.ts';

/** A scenario that failed, with why. */
export type Failed = ScenarioResult & { readonly cause: Cause };

/** Failed scenarios by the rule that was broken, in the order in which each was first. */
export function byCause(scenarios: readonly ScenarioResult[]): [Failed, ...Failed[]][] {
  const rules = new Map<string, [Failed, ...Failed[]]>();
  for (const scenario of scenarios) {
    const { cause } = scenario;
    if (cause === undefined) continue;
    const failed = { ...scenario, cause };
    const before = rules.get(cause.code);
    if (before === undefined) rules.set(cause.code, [failed]);
    else before.push(failed);
  }
  return [...rules.values()];
}

/** Scenarios that the same ones block. */
export interface Blocked {
  /** What did not pass and is not blocked itself: scenarios, or the code of a problem. */
  readonly by: readonly string[];
  readonly blocked: readonly ScenarioResult[];
}

/** Blocked scenarios by what blocks them in the end, through others that are blocked too. */
export function foldBlocked(scenarios: readonly ScenarioResult[]): Blocked[] {
  const blocked = new Map(
    scenarios.filter(({ status }) => status === 'blocked').map((one) => [one.id, one]),
  );
  const roots = (id: string, seen: ReadonlySet<string>): string[] => {
    const blockedBy = blocked.get(id)?.blockedBy;
    if (blockedBy === undefined) return [id];
    const path = new Set([...seen, id]);
    return blockedBy.flatMap((other) => (path.has(other) ? [] : roots(other, path)));
  };
  const folded = new Map<string, { by: string[]; blocked: ScenarioResult[] }>();
  for (const scenario of blocked.values()) {
    const by = [...new Set(roots(scenario.id, new Set()))];
    const key = [...by].sort().join();
    const before = folded.get(key);
    if (before === undefined) folded.set(key, { by, blocked: [scenario] });
    else before.blocked.push(scenario);
  }
  return [...folded.values()];
}
