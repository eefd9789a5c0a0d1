import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import type { Job, Outcome } from '../batch/job.ts';
import { calibrated } from '../batch/local.ts';
import { type AskedTier, SANDBOXES, tierFor } from '../batch/tier.ts';
import { Workers } from '../batch/workers.ts';
import { command } from '../command.ts';
import { interruptible, runCommand, wholeNumber } from '../ending.ts';
import { Interrupted } from '../errors.ts';
import { addressOf, PASSWORD_VARIABLE, passwordFromEnvironment } from '../queue/address.ts';
import { tierOfWorker, wantedAt } from '../queue/wanted.ts';
import { work } from '../queue/worker.ts';
import { plain } from '../report/plain.ts';
import { TIERS } from '../sandbox/tiers.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { spoken } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';

const MAX_JOBS = 256;
/** So many faults in a row, and the reference is graded again: is it this machine? */
const SUSPICIOUS_FAULTS = 3;
/** Of a key, so much tells it from all others of a course. */
const SHOWN_KEY_CHARS = 12;

interface Flags {
  readonly queue: string;
  readonly jobs: number;
  readonly sandbox: AskedTier;
  readonly drain?: boolean;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (message: Said): void => say(spoken(message));

const program = command({
  name: 'npm run grade:worker',
  does: [t`Grades what grade:all --queue asks for, here: start as many as you have machines.`],
  below: [
    t`The environment variable ${PASSWORD_VARIABLE} may hold the password of Redis.`,
    t`On SIGINT or SIGTERM running grades end at once, and other workers take their jobs.`,
    t`Exit codes: 0 drained, 2 wrong usage, or this machine cannot give the sandbox that is asked
      for, 3 no Redis, or the machine's or the grader's own fault, 130 and 143 interrupted.`,
  ],
})
  .requiredOption(
    '--queue <url>',
    spoken(t`the Redis that grade:all was told: redis://host, or rediss://`),
  )
  .addOption(
    new Option('--jobs <n>', spoken(t`submissions at once`))
      .argParser(wholeNumber(1, MAX_JOBS))
      .default(availableParallelism(), spoken(t`as many as there are cores`)),
  )
  .addOption(
    new Option(
      '--sandbox <tier>',
      spoken(t`how they are kept apart; auto: as the jobs there ask for`),
    )
      .choices(SANDBOXES)
      .default('auto'),
  )
  .option('--drain', spoken(t`end when nothing is left to do, for this worker or another`))
  .action(run);

const interrupt = interruptible();
await runCommand(program, 'npm run grade:worker');
interrupt.done();

async function run(flags: Flags): Promise<void> {
  const workers = new Workers();
  try {
    await workWith(workers, flags);
  } finally {
    await workers.end();
  }
}

async function workWith(workers: Workers, flags: Flags): Promise<void> {
  const address = addressOf(flags.queue, passwordFromEnvironment());
  const { signal } = interrupt;
  const wanted = await wantedAt(address, TIERS);
  const tier = await tierFor(tierOfWorker(flags.sandbox, wanted));
  const rubric = wanted.find((one) => one.tier === tier)?.rubric ?? DEFAULT_RUBRIC;
  tell(t`grading the reference once, then what comes from ${address.shown} for the tier ${tier}`);
  let calibratedMs = await calibrated(workers, { rubric, tier }, signal);
  tell(t`ready, ${flags.jobs} at once`);
  let faults = 0;
  let graded = 0;

  const gradeOne = async (job: Job, slot: number, over: AbortSignal): Promise<Outcome> => {
    if (faults >= SUSPICIOUS_FAULTS) {
      faults = 0;
      calibratedMs = await calibrated(workers, { rubric: job.rubric, tier }, over, slot);
    }
    return (await workers.grade({ job, slot, calibratedMs }, over)).outcome;
  };
  await work({
    ...{ address, tier, jobs: flags.jobs, drain: flags.drain ?? false, gradeOne, say, signal },
    onEnded: (key, outcome) => {
      const isGraded = outcome.kind === 'graded';
      faults = isGraded ? 0 : faults + 1;
      graded += isGraded ? 1 : 0;
      const what = isGraded
        ? t`graded ${outcome.result.score}`
        : t`fault: ${plain(spoken(saidIn(outcome, 'reason')))}`;
      say(`${key.slice(0, SHOWN_KEY_CHARS)} ${spoken(what)}`);
    },
  });
  const { reason }: { reason?: unknown } = signal;
  if (reason instanceof Interrupted) {
    const told = spoken(t`${reason.said}: ${graded} graded, the rest is left to others`);
    process.stderr.write(`${told}\n`);
    process.exitCode = reason.exitCode;
  } else tell(t`nothing is left to do: ${graded} graded here`);
}
