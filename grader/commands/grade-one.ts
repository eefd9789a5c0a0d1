/**
 * Grades one submission for somebody else: the process that a batch starts for each. It is told what
 * to grade on standard input, and tells the result on standard output, once.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fault } from '../batch/job.ts';
import { withFailedTraces } from '../batch/traces.ts';
import { type Answer, faultAnswer, Order } from '../batch/worker.ts';
import { EXIT, interruptible } from '../ending.ts';
import { saidOf } from '../errors.ts';
import { grade } from '../grade.ts';
import { sandboxFor, Tier } from '../sandbox/tiers.ts';
import { selectAll } from '../select.ts';
import { t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';

const interrupt = interruptible();
try {
  const order = Order.parse(JSON.parse(await text(process.stdin)));
  process.stdout.write(`${JSON.stringify(await answerTo(order))}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify(faultAnswer(saidOf(error)))}\n`);
  process.exitCode = EXIT.fault;
} finally {
  interrupt.done();
}

async function answerTo({ job, slot, calibratedMs }: Order): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'submission-'));
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
