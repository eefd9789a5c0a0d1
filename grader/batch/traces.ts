import type { Result, ScenarioResult } from '../score/result.ts';

/**
 * The most that the traces of one result may take, as JSON: a course of 500 then stays below 150 MB,
 * and each page of a student opens at once.
 */
const MAX_TRACES_BYTES = 300_000;

/**
 * Keeps the traces of what failed, the small ones first, as long as there is room. One that found no
 * room still has its hash: so it can be told from one that nobody asked for.
 */
export function withFailedTraces(result: Result, maxBytes = MAX_TRACES_BYTES): Result {
  const failed = result.scenarios.filter(({ status }) => status === 'failed');
  const sizes = failed.map((scenario) => ({ scenario, bytes: bytesOf(scenario) }));
  const kept = new Set<ScenarioResult>();
  let used = 0;
  for (const { scenario, bytes } of sizes.sort((a, b) => a.bytes - b.bytes)) {
    used += bytes;
    if (used <= maxBytes) kept.add(scenario);
  }
  const scenarios = result.scenarios.map((scenario) => {
    if (kept.has(scenario)) return scenario;
    const { traces: _, traceHash, ...rest } = scenario;
    return failed.includes(scenario) && traceHash !== undefined ? { ...rest, traceHash } : rest;
  });
  return { ...result, scenarios };
}

/** The same without anything of traces: as it would be if nobody had asked for them. */
export function withoutTraces(result: Result): Result {
  const scenarios = result.scenarios.map(({ traces: _, traceHash: __, ...rest }) => rest);
  return { ...result, scenarios };
}

function bytesOf({ traces }: ScenarioResult): number {
  return traces === undefined ? 0 : Buffer.byteLength(JSON.stringify(traces));
}
