import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pLimit from 'p-limit';
import manifest from '../package.json' with { type: 'json' };
import type { Kit } from './cluster/kit.ts';
import { EnvironmentError, SubmissionError } from './errors.ts';
import { processSandbox } from './sandbox/process.ts';
import type { Finding } from './scenarios/broken.ts';
import { type Played, play } from './scenarios/play.ts';
import { RULES, type Rule } from './scenarios/rules.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { tryStart } from './scenarios/try-start.ts';
import type { Cause, Problem, Result, ScenarioResult } from './score/result.ts';
import type { Rubric } from './score/rubric.ts';
import { scoreScenario, total, type Verdict } from './score/score.ts';
import { build } from './submission/build.ts';
import { changedFramework, FRAMEWORK } from './submission/framework.ts';
import { type Submission, take } from './submission/take.ts';

/** What to grade, and how. */
export interface GradeOptions {
  /** A folder that holds `zpbft/server.ts`, or the file itself. */
  readonly path: string;
  readonly seed: string;
  /** In the order of the catalogue, with all that they need. */
  readonly scenarios: readonly Scenario[];
  readonly rubric: Rubric;
  /** Told when a scenario starts and ends, in the order in which that happens. */
  readonly onStart?: (scenario: Scenario) => void;
  readonly onEnd?: (result: ScenarioResult) => void;
  /** Aborting it ends all processes; the grade then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Scenarios that run at once: they wait for each other's processes as much as for a core. */
const AT_ONCE = availableParallelism() + 1;

/**
 * Grades one submission.
 *
 * A submission that does not build or start is graded too: its result has a `problem`, and all
 * scenarios are blocked.
 * @throws UsageError when there is nothing at the path.
 * @throws EnvironmentError when the machine has no place for the grader's own files.
 */
export async function grade(options: GradeOptions): Promise<Result> {
  const startMs = performance.now();
  const workDir = await mkdtemp(join(tmpdir(), 'lab-')).catch((cause: Error) => {
    throw new EnvironmentError(`no temporary directory: ${cause.message}`, { cause });
  });
  const signal = options.signal ?? new AbortController().signal;
  const bundle = join(workDir, 'lab', 'naive.mjs');
  const processes: Kit['processes'] = new Set();
  const endAll = async () => {
    await Promise.all([...processes].map((server) => server.kill()));
  };
  const interrupted = () => void endAll().catch(() => {}); // the end below tries again, and tells
  signal.addEventListener('abort', interrupted);
  try {
    const graded = await gradeWith(
      { bundle, sandbox: processSandbox, workDir, processes, signal },
      options,
    );
    signal.throwIfAborted();
    return {
      schema: 'pbft-lab/result/v1',
      kit: manifest.version,
      ...total(graded.scenarios),
      seed: options.seed,
      sandbox: processSandbox.tier,
      node: process.versions.node,
      durationMs: Math.round(performance.now() - startMs),
      ...graded,
    };
  } finally {
    signal.removeEventListener('abort', interrupted);
    await endAll().finally(() => rm(workDir, { recursive: true, force: true }));
  }
}

type Graded = Pick<Result, 'submission' | 'problem' | 'notes' | 'scenarios'>;

async function gradeWith(kit: Kit, options: GradeOptions): Promise<Graded> {
  let submission: Submission | undefined;
  try {
    submission = await take(options.path);
    const notes = await notesOn(submission);
    await build(submission.source, FRAMEWORK, kit.bundle);
    await tryStart(kit, options.seed);
    const { id, sha256 } = submission;
    return { submission: { id, sha256 }, notes, scenarios: await runAll(kit, options) };
  } catch (error) {
    kit.signal.throwIfAborted();
    if (!(error instanceof SubmissionError)) throw error;
    const scenarios = options.scenarios.map((scenario) => {
      const blocked: Verdict = { status: 'blocked', blockedBy: [error.code] };
      return scoreScenario(scenario, blocked, options.rubric);
    });
    for (const result of scenarios) options.onEnd?.(result);
    const id = submission?.id ?? basename(options.path);
    const sha256 = submission?.sha256 ?? null;
    return { submission: { id, sha256 }, notes: [], scenarios, problem: problemOf(error) };
  }
}

async function notesOn({ root }: Submission): Promise<string[]> {
  const changed = root === undefined ? [] : await changedFramework(root);
  if (changed.length === 0) return [];
  return [`changed, but graded with the original: ${changed.join(', ')}`];
}

/** Runs each scenario as soon as those that it needs have passed, several at once. */
async function runAll(kit: Kit, options: GradeOptions): Promise<ScenarioResult[]> {
  const limit = pLimit(AT_ONCE);
  const running = new Map<string, Promise<ScenarioResult>>();
  const isNeeded = ({ id }: Scenario): boolean =>
    options.scenarios.some(({ needs }) => needs.includes(id));
  // First those that others wait for: the last to end decide how long a grade takes.
  const order = [...options.scenarios].sort((a, b) => Number(isNeeded(b)) - Number(isNeeded(a)));
  for (const scenario of order) {
    running.set(scenario.id, verdictOn(scenario, running, kit, options, limit));
  }
  const results = await Promise.all(running.values());
  return options.scenarios.flatMap(({ id }) => results.filter((result) => result.id === id));
}

async function verdictOn(
  scenario: Scenario,
  running: ReadonlyMap<string, Promise<ScenarioResult>>,
  kit: Kit,
  { seed, rubric, onStart, onEnd }: GradeOptions,
  limit: ReturnType<typeof pLimit>,
): Promise<ScenarioResult> {
  const needed = await Promise.all(scenario.needs.map((id) => running.get(id)));
  const blockedBy = needed.flatMap((need) => (need && need.status !== 'passed' ? [need.id] : []));
  const verdict: Verdict =
    blockedBy.length > 0
      ? { status: 'blocked', blockedBy }
      : await limit(async () => {
          onStart?.(scenario);
          return verdictOf(await playTwiceIfNeeded(scenario, kit, seed));
        });
  const result = scoreScenario(scenario, verdict, rubric);
  if (!kit.signal.aborted) onEnd?.(result);
  return result;
}

/** The machine's fault is nobody's score: such a scenario is played once more. */
async function playTwiceIfNeeded(scenario: Scenario, kit: Kit, seed: string): Promise<Played> {
  const played = await play(scenario, kit, seed);
  return played.status === 'error' && !kit.signal.aborted ? play(scenario, kit, seed) : played;
}

function verdictOf(played: Played): Verdict {
  const { status, durationMs } = played;
  if (status === 'failed') return { status, durationMs, cause: causeOf(played.finding) };
  if (status === 'error') return { status, durationMs, error: played.message };
  return { status, durationMs };
}

function causeOf({ code, sent, expected, actual, location }: Finding): Cause {
  const { rule, rationale, help, functions }: Rule = RULES[code];
  const told = { rule, rationale, help, functions: [...functions] };
  const cause = { code, ...told, sent: [...sent], expected, actual };
  return location === undefined ? cause : { ...cause, location };
}

function problemOf({ code, message, help, location }: SubmissionError): Problem {
  return location === undefined ? { code, message, help } : { code, message, help, location };
}
