import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import * as z from 'zod';
import { EnvironmentError } from '../errors.ts';
import { ROOT } from '../lab.ts';
import { enclosed, type Tier } from '../sandbox/tiers.ts';
import { type Message, t } from '../text/text.ts';
import { unlessAborted, within } from '../within.ts';
import { fault, Job, Outcome } from './job.ts';

/** What a worker process is told on its standard input: a line of JSON for each submission. */
export const Order = z.strictObject({
  job: Job,
  slot: z.int().nonnegative().describe('No two workers of a machine have the same at once'),
  calibratedMs: z.number().positive().optional(),
});
export type Order = z.infer<typeof Order>;

/** What it answers on its standard output: a line of JSON for each, in the same order. */
export const Answer = z.strictObject({
  outcome: Outcome,
  calibratedMs: z.number().positive().optional().describe('Present when it was not told'),
});
export type Answer = z.infer<typeof Answer>;

/** Every wait in a grade has a limit of its own; together they end far below this. */
const GRADE_LIMIT_MS = 5 * 60_000;
/** How long a worker that is told to end may take to end its servers. */
const END_LIMIT_MS = 10_000;

/** Of what it says on standard error, the end is kept. */
const KEPT_CHARS = 2_000;

function spawn(tier: Tier, TMPDIR: string) {
  const start = [join(ROOT, 'grader', 'start.mjs'), 'grade-one'];
  const { file, args } = enclosed(tier, { file: process.execPath, args: start });
  return execa(file, args, {
    ...{ env: { TMPDIR }, buffer: false, reject: false },
    forceKillAfterDelay: END_LIMIT_MS,
  } as const);
}

/** One process that grades submissions, one after the other, behind the walls of its tier. */
export class Worker {
  readonly tier: Tier;
  /** How many it was given. */
  orders = 0;
  readonly #place: string;
  readonly #child: ReturnType<typeof spawn>;
  readonly #answers: AsyncIterator<string>;
  #said = '';

  private constructor(tier: Tier, place: string, temporary: string) {
    this.tier = tier;
    this.#place = place;
    this.#child = spawn(tier, temporary);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-KEPT_CHARS);
    });
    this.#child.stdin.on('error', () => {}); // it has ended, which its output tells, too
  }

  /** @throws EnvironmentError when there is no place for its temporary files. */
  static async start(tier: Tier): Promise<Worker> {
    const place = await mkdtemp(join(tmpdir(), 'lab-worker-')).catch((cause: Error) => {
      throw new EnvironmentError(t`no temporary directory: ${cause.message}`, { cause });
    });
    const temporary = join(place, 'tmp'); // whose name the servers see: it says nothing
    await mkdir(temporary);
    return new Worker(tier, place, temporary);
  }

  /**
   * Has one submission graded. Whatever becomes of the process is an outcome: of a machine's or the
   * grader's fault, a `fault`. Then, and when this throws, it is of no more use.
   * @throws the signal's reason when aborted.
   */
  async ask(order: Order, signal: AbortSignal): Promise<Answer> {
    this.orders += 1;
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    const answered = this.#answers.next().then(({ value }) => this.#answerIn(value));
    const late = (): Answer => faultAnswer(t`no result within ${GRADE_LIMIT_MS / 60_000} minutes`);
    return unlessAborted(within(answered, GRADE_LIMIT_MS, late), signal);
  }

  /** Ends it, and its servers with it. */
  async end(): Promise<void> {
    this.#child.kill();
    await this.#child;
    await rm(this.#place, { recursive: true, force: true });
  }

  async #answerIn(line: string | undefined): Promise<Answer> {
    try {
      return Answer.parse(JSON.parse(line ?? ''));
    } catch {
      this.#child.kill();
      const { exitCode, signal, originalMessage } = await this.#child;
      const how = signal === undefined ? t`exit code ${exitCode ?? '?'}` : signal;
      const said = this.#said.trim().split('\n').at(-1) || (originalMessage ?? '');
      return faultAnswer(t`the process that grades ended without a result (${how}): ${said}`);
    }
  }
}

/** The answer when something could not be graded. */
export function faultAnswer(reason: Message): Answer {
  return { outcome: fault(reason) };
}
