/**
 * Grades submissions for somebody else: the process that a batch starts, see batch/worker.ts. It is told
 * what to grade on standard input, a line for each, and tells each result on standard output.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fault } from '../batch/job.ts';
import { withFailedTraces } from '../batch/traces.ts';
import { type Answer, faultAnswer, Order } from '../batch/worker.ts';
import type { Programs } from '../cluster/kit.ts';
import { interruptible } from '../ending.ts';
import { saidOf } from '../errors.ts';
import { buildReference, grade } from '../grade.ts';
import { sandboxFor, Tier } from '../sandbox/tiers.ts';
import { selectAll } from '../select.ts';
import { t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';

const interrupt = interruptible();
interrupt.signal.addEventListener('abort', () => process.stdin.destroy());
process.stdout.on('error', () => process.stdin.destroy()); // nobody listens any more
let reference: Promise<Programs> | undefined;
try {
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await answerTo(line).catch((error) => faultAnswer(saidOf(error)));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
} finally {
  interrupt.done();
}

async function answerTo(line: string): Promise<Answer> {
  const order = Order.parse(JSON.parse(line));
  // Built once for all that is graded here, in the folder that ends with this process.
  reference ??= mkdtemp(join(tmpdir(), 'lab-')).then(buildReference);
  const folder = await mkdtemp(join(tmpdir(), 'submission-'));
  try {
    return await graded(order, folder, await reference);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function graded(
  { job, slot, calibratedMs }: Order,
  folder: string,
  programs: Programs,
): Promise<Answer> {
  const path = join(folder, 'server.ts');
  await writeFile(path, job.source);
  let measuredMs: number | undefined;
  const result = await grade({
    path,
    seed: job.seed,
    rubric: job.rubric,
    scenarios: selectAll(job.rubric),
    sandbox: sandboxFor(Tier.parse(job.tier), slot),
    calibratedMs,
    reference: programs,
    trace: job.traces ?? false,
    onCalibrated: (startMs) => {
      measuredMs = startMs;
    },
    signal: interrupt.signal,
  });
  const undecided = result.scenarios.find(({ status }) => status === 'error');
  return {
    outcome:
      undecided === undefined
        ? { kind: 'graded', result: withFailedTraces(result) }
        : fault(t`${undecided.id}: ${saidIn(undecided, 'error')}`),
    ...(measuredMs === undefined ? {} : { calibratedMs: measuredMs }),
  };
}
