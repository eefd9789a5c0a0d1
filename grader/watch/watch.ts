import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Programs } from '../cluster/kit.ts';
import { typed } from '../ending.ts';
import {
  EnvironmentError,
  Interrupted,
  isEnvironmentFault,
  SubmissionError,
  saidOf,
  UsageError,
} from '../errors.ts';
import { buildReference, grade } from '../grade.ts';
import type { Job } from '../grading/job.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import { fileOf } from '../submission/take.ts';
import { t } from '../text/text.ts';
import { changesBetween, changesInWords, unsettled } from './changes.ts';
import { nextSteps } from './next-steps.ts';
import { RoundReport } from './round-report.ts';
import { type Save, Saves } from './saves.ts';

/** Empties the window and what was scrolled out of it, and goes to its top. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/** A job that is done again whenever the file is saved. */
interface WatchJob extends Job {
  /** The same in all rounds, so that they can be compared. */
  readonly seed: string;
  /** True when all scenarios of the rubric are played. */
  readonly whole: boolean;
  /** True when the window is cleared between rounds. */
  readonly clears: boolean;
}

/**
 * Grades, and grades again whenever the submission's file is saved, until the signal is aborted.
 * @throws UsageError when there is no file to watch.
 * @throws EnvironmentError when the system watches no more files, or has no place for the reference.
 */
export async function watchAndGrade(job: WatchJob, signal: AbortSignal): Promise<void> {
  await watch(job, signal).catch((error: unknown) => {
    if (error === signal.reason && error instanceof Interrupted) process.exitCode = codeOf(error);
    else throw error;
  });
}

async function watch(job: WatchJob, signal: AbortSignal): Promise<void> {
  const file = await fileOf(job.target).catch((error: unknown) => {
    if (!(error instanceof SubmissionError)) throw error;
    throw new UsageError(t`--watch needs a file to watch: ${error.said}`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'lab-watch-')).catch((cause: Error) => {
    throw new EnvironmentError(t`no temporary directory: ${cause.message}`, { cause });
  });
  let saves: Saves | undefined;
  try {
    saves = await Saves.of(file);
    const reference = await buildReference(folder, signal);
    await new Session(job, saves, reference, shownPath(file)).run(signal);
  } finally {
    await saves?.close();
    await rm(folder, { recursive: true, force: true });
    // Ctrl-C ends the builder, too, and that may be seen before the signal is.
    signal.throwIfAborted();
  }
}

/** Ctrl-C is how a person ends a watch: that is no failure. */
function codeOf({ exitCode }: Interrupted): number {
  return exitCode === 130 ? 0 : exitCode;
}

/** A path as short as the person who typed the command knows it. */
function shownPath(file: string): string {
  const path = relative(typed('.'), file);
  return path.startsWith(`..${sep}`) ? file : path;
}

/** Thrown into a grade whose submission was saved again. */
class SavedAgain extends Error {}

class Session {
  readonly #job: WatchJob;
  readonly #saves: Saves;
  readonly #reference: Programs;
  readonly #file: string;
  /** The speed of the machine is measured once; if it changes, a grade sees that by itself. */
  #calibratedMs: number | undefined;
  /** Of the last round that was played to its end. */
  #before: readonly ScenarioResult[] | undefined;

  constructor(job: WatchJob, saves: Saves, reference: Programs, file: string) {
    this.#job = job;
    this.#saves = saves;
    this.#reference = reference;
    this.#file = file;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { say, write } = this.#job;
    for (let round = 1; !signal.aborted; round += 1) {
      const save = this.#saves.last;
      this.#head(round);
      const isWhole = await this.#round(save, signal);
      const last = this.#saves.last;
      if (!isWhole || last?.digest !== save?.digest) continue; // saved meanwhile
      write(`\n${say(t`Waiting for ${this.#file} to be saved. Ctrl-C ends.`)}`);
      await this.#saves.until(({ stamp }) => stamp !== last?.stamp, signal);
    }
    throw signal.reason;
  }

  #head(round: number): void {
    const { asked, clears, say, seed, terminal, write } = this.#job;
    if (round > 1) write(clears ? CLEAR : '');
    const time = new Date().toTimeString().slice(0, 8);
    write(terminal.heading(asked.path, seed));
    write(`${round === 1 ? say(t`Round 1`) : say(t`Round ${round}: saved at ${time}`)}\n`);
  }

  /**
   * Grades what is in the file now.
   * @returns false when something else was saved before the end.
   */
  async #round(save: Save | undefined, signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const again = new AbortController();
    const watching = AbortSignal.any([over.signal, signal]);
    const seen = this.#saves.until(({ digest }) => digest !== save?.digest, watching);
    seen.then(
      (other) => other && again.abort(new SavedAgain()),
      (error: unknown) => again.abort(error),
    );
    try {
      await this.#graded(AbortSignal.any([again.signal, signal]));
      return true;
    } catch (error) {
      if (error instanceof SavedAgain) return false;
      signal.throwIfAborted();
      if (!isEnvironmentFault(error) && !(error instanceof UsageError)) throw error;
      const { say, write } = this.#job;
      write(say(t`Nothing was graded: ${saidOf(error)}`));
      return true;
    } finally {
      over.abort();
    }
  }

  async #graded(signal: AbortSignal): Promise<void> {
    const { scenarios, rubric, exploreMs, sandbox, target: path, seed } = this.#job;
    const first = unsettled(this.#before ?? []);
    const report = new RoundReport(this.#job, scenarios, first);
    try {
      const result = await grade({
        ...{ path, seed, scenarios, rubric, exploreMs, sandbox, signal, first },
        reference: this.#reference,
        calibratedMs: this.#calibratedMs,
        onCalibrated: (ms) => {
          this.#calibratedMs = ms;
        },
        onStart: ({ id }) => report.started(id),
        onEnd: (ended) => report.ended(ended),
      });
      report.end();
      this.#tell(result);
    } finally {
      report.stop();
    }
  }

  /** What failed, what changed, and what to do next. */
  #tell(result: Result): void {
    const { asked, moreHints, say, terminal, write } = this.#job;
    write(`\n${terminal.summary(result, asked)}`);
    if (result.problem === undefined) {
      if (this.#before !== undefined) {
        const changes = changesInWords(changesBetween(this.#before, result.scenarios));
        write(`\n${changes.map(say).join('\n')}`);
      }
      this.#before = result.scenarios;
    }
    const next = nextSteps(result, this.#job);
    for (const step of next) write(`\n${say(step)}`);
    if (moreHints !== undefined && next.length === 0) write(`\n${moreHints}`);
  }
}
