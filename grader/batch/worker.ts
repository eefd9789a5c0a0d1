import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { EnvironmentError } from '../errors.ts';
import { ROOT } from '../lab.ts';
import { enclosed, type Tier } from '../sandbox/tiers.ts';
import { type Message, t } from '../text/text.ts';
import { fault, Job, Outcome } from './job.ts';

/** What a worker process is told on its standard input. */
export const Order = z.strictObject({
  job: Job,
  slot: z.int().nonnegative().describe('No two workers of a machine have the same at once'),
  calibratedMs: z.number().positive().optional(),
});
export type Order = z.infer<typeof Order>;

/** What it answers on its standard output: one line of JSON. */
export const Answer = z.strictObject({
  outcome: Outcome,
  calibratedMs: z.number().positive().optional().describe('Present when it was not told'),
});
export type Answer = z.infer<typeof Answer>;

/** Every wait in a grade has a limit of its own; together they end far below this. */
const GRADE_LIMIT_MS = 5 * 60_000;
/** Longest answer: a result is some hundred kilobytes. */
const MAX_ANSWER_CHARS = 32 * 1024 * 1024;
/** How long a worker that is told to end may take to end its servers. */
const END_LIMIT_MS = 10_000;

/**
 * Grades one submission in a process of its own, behind the walls of its tier. Whatever becomes of
 * that process is an outcome: of a machine's or the grader's fault, a `fault`.
 * @throws the signal's reason when aborted.
 */
export async function gradeInWorker(order: Order, signal: AbortSignal): Promise<Answer> {
  signal.throwIfAborted();
  const place = await mkdtemp(join(tmpdir(), 'lab-worker-')).catch((cause: Error) => {
    throw new EnvironmentError(t`no temporary directory: ${cause.message}`, { cause });
  });
  try {
    const temporary = join(place, 'tmp'); // whose name the servers see: it says nothing
    await mkdir(temporary);
    const answer = await ask(order, temporary, signal);
    signal.throwIfAborted();
    return answer;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function ask(order: Order, TMPDIR: string, signal: AbortSignal): Promise<Answer> {
  const start = [join(ROOT, 'grader', 'start.mjs'), 'grade-one'];
  const command = enclosed(order.job.tier as Tier, { file: process.execPath, args: start });
  const ended = await execa(command.file, command.args, {
    input: JSON.stringify(order),
    env: { TMPDIR },
    reject: false,
    maxBuffer: MAX_ANSWER_CHARS,
    timeout: GRADE_LIMIT_MS,
    cancelSignal: signal,
    forceKillAfterDelay: END_LIMIT_MS,
  });
  const { stdout, stderr, timedOut, exitCode, signal: killedBy, originalMessage } = ended;
  if (timedOut) return faultAnswer(t`no result within ${GRADE_LIMIT_MS / 60_000} minutes`);
  try {
    return Answer.parse(JSON.parse(stdout));
  } catch {
    const how = killedBy === undefined ? t`exit code ${exitCode ?? '?'}` : killedBy;
    const said = stderr.trim().split('\n').at(-1) ?? originalMessage ?? '';
    return faultAnswer(t`the process that grades ended without a result (${how}): ${said}`);
  }
}

/** The answer when something could not be graded. */
export function faultAnswer(reason: Message): Answer {
  return { outcome: fault(reason) };
}
