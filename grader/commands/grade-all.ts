import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import { type CourseOptions, gradeCourse, placesIn } from '../batch/course.ts';
import { localGrader } from '../batch/local.ts';
import { chanceOf, recall, remember } from '../batch/memory.ts';
import type { Terms } from '../batch/plan.ts';
import { secretIn } from '../batch/secret.ts';
import { checkShard, inShard, type Shard, shardIn, shardText } from '../batch/shard.ts';
import { mustBeOfCourse, storedIn } from '../batch/stored.ts';
import { endText, foundText } from '../batch/telling.ts';
import { type AskedTier, SANDBOXES, tierFor } from '../batch/tier.ts';
import { Workers } from '../batch/workers.ts';
import { command } from '../command.ts';
import {
  EXIT,
  interruptible,
  listed,
  runCommand,
  seedText,
  typed,
  wholeNumber,
} from '../ending.ts';
import { type Address, addressOf, passwordFromEnvironment } from '../queue/address.ts';
import { MAX_IN_FLIGHT, type QueueGrader, queueGrader } from '../queue/producer.ts';
import { Bar } from '../report/bar.ts';
import {
  checkReportFlags,
  finishCourse,
  type ReportFlags,
  withReportOptions,
} from '../report/course/finish.ts';
import { writeJson } from '../report/json.ts';
import { readRubric } from '../rubric-file.ts';
import type { CourseRow } from '../score/course.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { isLive } from '../screen.ts';
import { intake } from '../submission/intake.ts';
import {
  ATTEMPTS,
  type Intake,
  LAYOUTS,
  type Layout,
  type WhichAttempt,
} from '../submission/intake-types.ts';
import { spoken } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';

const MAX_JOBS = 256;

interface Flags extends ReportFlags {
  readonly out: string;
  readonly layout?: Layout;
  readonly pattern?: string;
  readonly roster?: string;
  readonly attempt: WhichAttempt;
  readonly students?: string[];
  readonly again?: boolean;
  readonly jobs: number;
  readonly sandbox: AskedTier;
  readonly seed?: string;
  readonly secret?: string;
  readonly rubric?: string;
  readonly shard?: Shard;
  readonly queue?: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (message: Said): void => say(spoken(message));

const program = withReportOptions(
  command({
    name: 'npm run grade:all',
    does: [t`Grades all submissions of a course, each behind walls of its own.`],
    below: [
      t`Exit codes: 0 all graded, 2 wrong usage or input, 3 some could not be graded: the machine's
        or the grader's own fault, 130 and 143 interrupted (go on with the same command).`,
    ],
  }),
)
  .argument(
    '<download>',
    spoken(t`a folder, .zip or .tar.gz, as a platform gives it or of your own making`),
  )
  .requiredOption(
    '--out <folder>',
    spoken(t`where results go; a batch that was stopped goes on from there`),
  )
  .addOption(
    new Option('--layout <name>', spoken(t`how the download is laid out`)).choices(LAYOUTS),
  )
  .option('--pattern <regex>', spoken(t`finds the student in each path, by a group (?<id>…)`))
  .option('--roster <csv>', spoken(t`all students: adds those who handed in nothing`))
  .addOption(
    new Option('--attempt <which>', spoken(t`which attempts of a student count`))
      .choices(ATTEMPTS)
      .default('last'),
  )
  .option(
    '--students <ids>',
    spoken(t`grade only these (commas between); the others keep theirs`),
    listed,
  )
  .option('--again', spoken(t`grade also what has a result`))
  .addOption(
    new Option('--jobs <n>', spoken(t`submissions at once`))
      .argParser(wholeNumber(1, MAX_JOBS))
      .default(availableParallelism(), spoken(t`as many as there are cores`)),
  )
  .addOption(
    new Option('--sandbox <tier>', spoken(t`how they are kept apart: see npm run sandbox:probe`))
      .choices(SANDBOXES)
      .default('auto'),
  )
  .addOption(
    new Option('--seed <seed>', spoken(t`one seed for all (default: a fresh one)`)).argParser(
      seedText,
    ),
  )
  .addOption(
    new Option(
      '--secret <file>',
      spoken(t`a file with a secret, from which the seed of each student follows`),
    ).conflicts('seed'),
  )
  .addOption(
    new Option(
      '--shard <i/n>',
      spoken(t`grade only part i of n; npm run grade:merge puts them together`),
    )
      .argParser(shardIn)
      .conflicts('students'),
  )
  .addOption(
    new Option(
      '--queue <url>',
      spoken(t`let npm run grade:worker grade, by a Redis: redis://host`),
    ).conflicts('jobs'),
  )
  .option(
    '--rubric <file>',
    spoken(t`points, groups and needs from this file (docs/rubric.schema.json)`),
  )
  .action(run);

await runCommand(program, 'npm run grade:all');

async function run(download: string, flags: Flags): Promise<void> {
  const out = typed(flags.out);
  const startMs = performance.now();
  await checkReportFlags(flags);
  const memory = await recall(out);
  const secret = flags.secret === undefined ? undefined : await secretIn(flags.secret);
  const asked = { seed: flags.seed, secret };
  checkShard(flags.shard, asked, memory);
  const redis =
    flags.queue === undefined ? undefined : addressOf(flags.queue, passwordFromEnvironment());
  const terms: Terms = {
    rubric: flags.rubric === undefined ? DEFAULT_RUBRIC : await readRubric(typed(flags.rubric)),
    chance: chanceOf(asked, memory),
    // What a worker can give, only that worker can tell.
    tier:
      redis !== undefined && flags.sandbox !== 'auto'
        ? flags.sandbox
        : await tierFor(flags.sandbox),
  };
  const all = await intake(typed(download), {
    layout: flags.layout,
    pattern: flags.pattern,
    roster: flags.roster === undefined ? undefined : typed(flags.roster),
    attempts: flags.attempt,
    staging: placesIn(out).staging,
    ignore: [out],
  });
  await mustBeOfCourse(
    out,
    all.taken.map(({ student }) => student.id),
  );
  const { shard } = flags;
  const found = shard === undefined ? all : inShard(all, shard);
  const skipped = join(out, 'skipped.json');
  await writeJson(found.skipped, skipped);
  say(foundText(found, terms, skipped, spoken));
  await remember(out, terms, shard && shardText(shard));
  const interrupt = interruptible();
  let rows: CourseRow[];
  try {
    rows = await graded(found, { ...flags, out, terms, redis, signal: interrupt.signal });
  } finally {
    interrupt.done();
  }
  say('');
  const stored = await storedIn(out);
  await finishCourse(out, rows, { flags, isBest: flags.attempt === 'best', stored }, say);
  say(`\n${endText(rows, out, performance.now() - startMs, spoken)}`);
  if (rows.some(({ status }) => status === 'not-graded')) process.exitCode = EXIT.fault;
}

type Graded = Flags &
  Pick<CourseOptions, 'out' | 'terms' | 'signal'> & { readonly redis: Address | undefined };

async function graded(found: Intake, options: Graded): Promise<CourseRow[]> {
  const { terms, signal, redis } = options;
  const jobs = redis === undefined ? options.jobs : MAX_IN_FLIGHT;
  const workers = new Workers();
  let queue: QueueGrader | undefined;
  let bar: Bar | undefined;
  let faults = 0;
  try {
    return await gradeCourse(found, {
      ...{ ...options, jobs, traces: options.reports ?? false },
      grader: async () => {
        if (redis === undefined) return localGrader(workers, terms, signal);
        queue = await queueGrader(redis, { tier: terms.tier, say, signal });
        const others = await queue.workers();
        tell(t`${others} workers are there for the tier ${terms.tier}; more can come and go`);
        return queue.gradeOne;
      },
      onStart: (total, known) => {
        if (known > 0) tell(t`${known} graded before`);
        if (total === 0) return;
        tell(startOf(total, jobs, redis));
        bar = new Bar({ total, things: t`graded`, live: isLive(), write: say, say: spoken });
      },
      onEnded: ({ kind }, { key }) => {
        if (kind === 'fault') faults += 1;
        else queue?.kept(key);
        bar?.ended(faults === 0 ? '' : t`${faults} to be tried again alone`);
      },
    });
  } finally {
    bar?.stop();
    await queue?.close();
    await workers.end();
  }
}

function startOf(total: number, jobs: number, redis: Address | undefined): Said {
  const what = total === 1 ? t`${total} submission` : t`${total} submissions`;
  return redis === undefined
    ? t`grading the reference once, then ${what}, ${jobs} at once`
    : t`${what} for the workers at ${redis.shown}`;
}
