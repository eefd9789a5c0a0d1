/**
 * Grading the same submission again and again: does the verdict hold?
 */
import { isEnvironmentFault, messageOf } from './errors.ts';
import type { Result, ScenarioResult } from './score/result.ts';

/** Of a result what must be the same every time, scenario by scenario. */
export interface Outcome {
  readonly score: number;
  /** `passed`, `blocked`, or `failed: ` and the code of the rule. */
  readonly statuses: Readonly<Record<string, string>>;
  /** Of what was sent and seen; compared only when the seed is the same. */
  readonly traces: Readonly<Record<string, string>>;
}

/** One thing that was not as in the run that it is compared with. */
export interface Difference {
  /** What differs: `score`, `problem`, or the id of a scenario. */
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

/** One grade of several. */
export interface Run {
  /** Counts from 1. */
  readonly run: number;
  readonly seed: string;
  readonly durationMs: number;
  /** Absent when the machine or the grader failed: such a run is compared with nothing. */
  readonly score?: number;
  readonly statuses?: Readonly<Record<string, string>>;
  readonly differences: readonly Difference[];
  readonly machineError?: string;
}

/** What came of all runs; with `--json` this is written. */
export interface Repetition {
  readonly schema: 'pbft-lab/repeat/v1';
  readonly submission: string;
  readonly runs: readonly Run[];
  /** Runs with at least one difference. */
  readonly differed: number;
  readonly machineErrors: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

type Traced = ScenarioResult & { readonly traceHash?: string | undefined };

/** The outcome of one result. */
export function outcomeOf({ score, scenarios, problem }: Result): Outcome {
  const statuses = scenarios.map(({ id, status, cause }) => [
    id,
    cause === undefined ? status : `${status}: ${cause.code}`,
  ]);
  if (problem !== undefined) statuses.unshift(['problem', problem.code]);
  const traces = scenarios.flatMap(({ id, traceHash }: Traced) =>
    traceHash === undefined ? [] : [[id, traceHash]],
  );
  return { score, statuses: Object.fromEntries(statuses), traces: Object.fromEntries(traces) };
}

/** How an outcome differs from the one that was expected. */
export function differences(expected: Outcome, seen: Outcome, withTraces: boolean): Difference[] {
  const found: Difference[] = [];
  const compare = (what: string, one = 'absent', other = 'absent'): void => {
    if (one !== other) found.push({ what, expected: one, seen: other });
  };
  compare('score', String(expected.score), String(seen.score));
  for (const id of Object.keys({ ...expected.statuses, ...seen.statuses })) {
    const before = found.length;
    compare(id, expected.statuses[id], seen.statuses[id]);
    if (!withTraces || found.length > before) continue;
    const trace = (hash: string | undefined) => hash && `trace ${hash.slice(0, 12)}`;
    if (expected.traces[id] !== seen.traces[id]) {
      compare(id, trace(expected.traces[id]), trace(seen.traces[id]));
    }
  }
  return found;
}

/** Why a result is no verdict: the machine could not decide a scenario. */
export function machineErrorIn({ scenarios }: Result): string | undefined {
  const undecided = scenarios.find(({ status }) => status === 'error');
  return undecided && `${undecided.id}: ${undecided.error ?? 'not decided'}`;
}

/** What to repeat, and how often. */
export interface RepeatOptions {
  readonly submission: string;
  readonly times: number;
  /** The seed of a run; traces are compared between runs with equal ones. */
  readonly seedOf: () => string;
  readonly gradeOnce: (seed: string) => Promise<Result>;
  /** What is right; without it, what the first run that was decided saw. */
  readonly expected?: Outcome;
  readonly onRun?: (run: Run) => void;
  /** Aborting it ends the repetition with the runs that there are. */
  readonly signal?: AbortSignal;
}

/**
 * Grades several times, one after the other.
 * @throws what `gradeOnce` throws, but for faults of the machine, which are counted, and for an
 * interruption after the first run.
 */
export async function repeat(options: RepeatOptions): Promise<Repetition> {
  const runs: Run[] = [];
  let base: { seed: string; outcome: Outcome } | undefined;
  if (options.expected !== undefined) base = { seed: '', outcome: options.expected };
  while (runs.length < options.times) {
    const seed = options.seedOf();
    const startMs = performance.now();
    const graded = decided(options.gradeOnce(seed));
    const { result, fault } = await graded.catch((error: unknown): Decided => {
      if (runs.length > 0 && options.signal?.aborted) return {};
      throw error;
    });
    if (runs.length > 0 && options.signal?.aborted) break;
    const durationMs = Math.round(performance.now() - startMs);
    const common = { run: runs.length + 1, seed, durationMs };
    let run: Run = { ...common, differences: [], machineError: fault ?? 'no result' };
    if (result !== undefined) {
      const outcome = outcomeOf(result);
      base ??= { seed, outcome };
      const found = differences(base.outcome, outcome, base.seed === seed);
      const { score, statuses } = outcome;
      run = { ...common, score, statuses, differences: found };
    }
    runs.push(run);
    options.onRun?.(run);
  }
  return summed(options.submission, runs);
}

interface Decided {
  readonly result?: Result;
  readonly fault?: string;
}

async function decided(grading: Promise<Result>): Promise<Decided> {
  try {
    const result = await grading;
    const fault = machineErrorIn(result);
    return fault === undefined ? { result } : { fault };
  } catch (error) {
    if (isEnvironmentFault(error)) return { fault: messageOf(error) };
    throw error;
  }
}

function summed(submission: string, runs: readonly Run[]): Repetition {
  const durations = runs.map(({ durationMs }) => durationMs);
  return {
    schema: 'pbft-lab/repeat/v1',
    submission,
    runs,
    differed: runs.filter((run) => run.differences.length > 0).length,
    machineErrors: runs.filter(({ machineError }) => machineError !== undefined).length,
    medianMs: median(durations),
    maxMs: Math.max(0, ...durations),
  };
}

/** The middle of the numbers, or the mean of the two in the middle; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
