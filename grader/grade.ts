import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { type Kit, Processes, type Programs } from './cluster/kit.ts';
import { EnvironmentError, SubmissionError } from './errors.ts';
import { Machine } from './machine.ts';
import { scenariosAtOnce } from './open-files.ts';
import { Run, type RunOptions } from './run.ts';
import { processSandbox } from './sandbox/process.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { tryStart } from './scenes/try-start.ts';
import type { Problem, Result, ScenarioResult } from './score/result.ts';
import { arranged } from './score/rubric.ts';
import { scoreScenario, total, type Verdict } from './score/score.ts';
import { build } from './submission/build.ts';
import type { Bundle } from './submission/bundle.ts';
import {
  changedFramework,
  FRAMEWORK,
  frameworkServer,
  notesOnChanged,
} from './submission/framework.ts';
import { problemOf } from './submission/problem.ts';
import { type Submission, take } from './submission/take.ts';
import { type Said, t } from './text/text.ts';
import { spelled } from './text/told.ts';
import { allEnded } from './within.ts';

/** What to grade, and how. */
export interface GradeOptions extends RunOptions {
  /** A folder that holds `zpbft/server.ts`, or the file itself. */
  readonly path: string;
  /** How the servers are kept apart; without it as processes of the same user. */
  readonly sandbox?: Sandbox;
  /** The reference as {@link buildReference} built it before, in a folder that outlives the grade. */
  readonly reference?: Programs | undefined;
  /** How long a server of the reference takes to start here, where that was measured before. */
  readonly calibratedMs?: number | undefined;
  /** Told how long one takes, when that is measured. */
  readonly onCalibrated?: (startMs: number) => void;
  /** Aborting it ends all processes; the grade then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Grades one submission.
 *
 * A submission that does not build or start is graded too: its result has a `problem`, and all
 * scenarios are blocked.
 * @throws UsageError when there is nothing at the path.
 * @throws EnvironmentError when the machine has no place for the grader's own files, allows too few
 * open files, or is too slow to judge anybody.
 */
export async function grade(options: GradeOptions): Promise<Result> {
  const startMs = performance.now();
  scenariosAtOnce(1);
  const workDir = await mkdtemp(join(tmpdir(), 'lab-')).catch((cause: Error) => {
    throw new EnvironmentError(t`no temporary directory: ${cause.message}`, { cause });
  });
  const signal = options.signal ?? new AbortController().signal;
  const sandbox = options.sandbox ?? processSandbox;
  const processes = new Processes();
  const interrupted = () => void processes.endAll().catch(() => {}); // tried again, and told, below
  signal.addEventListener('abort', interrupted);
  try {
    const bench = { sandbox, workDir, processes, signal };
    const graded = await gradeWith(bench, options);
    return {
      schema: 'pbft-lab/result/v1',
      kit: manifest.version,
      ...total(graded.scenarios),
      seed: options.seed,
      sandbox: sandbox.tier,
      node: process.versions.node,
      durationMs: Math.round(performance.now() - startMs),
      starts: processes.started,
      ...graded,
    };
  } finally {
    signal.removeEventListener('abort', interrupted);
    await processes
      .endAll()
      .finally(() => sandbox.sweep?.())
      .finally(() => rm(workDir, { recursive: true, force: true }));
    // Ctrl-C ends the builder, too, and that may be seen before the signal is.
    signal.throwIfAborted();
  }
}

/** What grading needs before there is a bundle and a measure of the machine. */
type Bench = Omit<Kit, 'bundle' | 'reference' | 'limits'>;
type Graded = Pick<Result, 'submission' | 'problem' | 'notes' | 'told' | 'scenarios'>;

async function gradeWith(bench: Bench, options: GradeOptions): Promise<Graded> {
  let submission: Submission | undefined;
  try {
    submission = await take(options.path);
    const notes = await notesOn(submission);
    const [bundle, machine] = await prepare(submission.source, bench, options);
    const { reference } = machine;
    const logs = options.trace === true && options.logs === true;
    const kit = { ...bench, bundle, reference, limits: machine.limits, logs };
    const started = await tryStart(kit, options.seed).catch(async (error: unknown) => {
      if (error instanceof SubmissionError) await machine.mustBeFit();
      throw error;
    });
    const { id, sha256 } = submission;
    const scenarios = await new Run(kit, machine, options, started.cluster).all();
    return { submission: { id, sha256 }, ...spelled({ notes }), scenarios };
  } catch (error) {
    bench.signal.throwIfAborted();
    if (!(error instanceof SubmissionError)) throw error;
    const problem = problemOf(error);
    const scenarios = allBlocked(problem.code, options);
    for (const result of scenarios) options.onEnd?.(result);
    const id = submission?.id ?? basename(options.path);
    const sha256 = submission?.sha256 ?? null;
    return { submission: { id, sha256 }, notes: [], scenarios, problem };
  }
}

/** What scenarios are worth where none can be played. */
function allBlocked(
  code: string,
  { scenarios, rubric }: Pick<GradeOptions, 'scenarios' | 'rubric'>,
): ScenarioResult[] {
  const blocked: Verdict = { status: 'blocked', blockedBy: [code] };
  return arranged(scenarios, rubric).map((scenario) => scoreScenario(scenario, blocked, rubric));
}

/**
 * The result of a submission in which there is nothing to build, as {@link grade} would give it.
 * @param id names the submission.
 */
export function refused(
  id: string,
  problem: Problem,
  options: Pick<GradeOptions, 'scenarios' | 'rubric' | 'seed'>,
  tier: string,
): Result {
  const scenarios = allBlocked(problem.code, options);
  return {
    schema: 'pbft-lab/result/v1',
    kit: manifest.version,
    ...total(scenarios),
    seed: options.seed,
    sandbox: tier,
    node: process.versions.node,
    durationMs: 0,
    starts: 0,
    submission: { id, sha256: null },
    problem,
    notes: [],
    scenarios,
  };
}

/**
 * Builds the submission, and meanwhile the reference, which tells how fast the machine is. Settles
 * when nothing writes to the folder any more: it is removed then.
 */
function prepare(source: string, bench: Bench, options: GradeOptions): Promise<[Bundle, Machine]> {
  const { signal, workDir } = bench;
  return allEnded([
    build(source, FRAMEWORK, join(workDir, 'lab'), { forSeconds: true, signal }),
    calibrated(bench, options),
  ]);
}

async function calibrated(bench: Bench, options: GradeOptions): Promise<Machine> {
  const { calibratedMs, onCalibrated } = options;
  const reference =
    options.reference ?? (await buildReference(join(bench.workDir, 'reference'), bench.signal));
  const kit = { ...bench, bundle: reference, reference };
  if (calibratedMs !== undefined) return Machine.measured(kit, calibratedMs);
  const machine = await Machine.calibrate(kit);
  onCalibrated?.(machine.calibratedMs);
  return machine;
}

/** Builds the framework as it is, into a folder: what submissions are compared with. */
export async function buildReference(directory: string, signal?: AbortSignal): Promise<Programs> {
  return build(await frameworkServer(), FRAMEWORK, directory, { forSeconds: true, signal });
}

async function notesOn({ root }: Submission): Promise<Said[]> {
  const changed = root === undefined ? [] : await changedFramework(root);
  return notesOnChanged(changed);
}
