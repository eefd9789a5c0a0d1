import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { type CourseOptions, gradeCourse, placesIn } from '../batch/course.ts';
import { localGrader } from '../batch/local.ts';
import { chanceOf, recall, remember } from '../batch/memory.ts';
import type { Terms } from '../batch/plan.ts';
import { checkShard, inShard, type Shard, shardIn, shardText } from '../batch/shard.ts';
import { type AskedTier, SANDBOXES, tierFor } from '../batch/tier.ts';
import {
  EXIT,
  interruptible,
  listed,
  runCommand,
  seedText,
  typed,
  wholeNumber,
} from '../ending.ts';
import { messageOf, UsageError } from '../errors.ts';
import { type Address, addressOf, passwordFromEnvironment } from '../queue/address.ts';
import { MAX_IN_FLIGHT, type QueueGrader, queueGrader } from '../queue/producer.ts';
import { Bar } from '../report/bar.ts';
import { duration } from '../report/counter.ts';
import {
  checkReportFlags,
  finishCourse,
  type ReportFlags,
  withReportOptions,
} from '../report/course/finish.ts';
import { writeJson } from '../report/json.ts';
import { plain } from '../report/plain.ts';
import { readRubric } from '../rubric-file.ts';
import { counted } from '../scenes/words.ts';
import type { CourseRow } from '../score/course.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { intake } from '../submission/intake.ts';
import {
  ATTEMPTS,
  type Intake,
  LAYOUTS,
  type Layout,
  type WhichAttempt,
} from '../submission/intake-types.ts';

const MAX_JOBS = 256;
/** A shorter secret can be guessed. */
const MIN_SECRET_CHARS = 16;
/** Of what was skipped, or not graded, so many are shown; files tell the rest. */
const SHOWN = 10;

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

const program = withReportOptions(new Command('npm run grade:all --'))
  .description('Grades all submissions of a course, each behind walls of its own.')
  .argument('<download>', 'a folder, .zip or .tar.gz, as a platform gives it or of your own making')
  .requiredOption('--out <folder>', 'where results go; a batch that was stopped goes on from there')
  .addOption(new Option('--layout <name>', 'how the download is laid out').choices(LAYOUTS))
  .option('--pattern <regex>', 'finds the student in each path, by a group (?<id>…)')
  .option('--roster <csv>', 'all students: adds those who handed in nothing')
  .addOption(
    new Option('--attempt <which>', 'which attempts of a student count')
      .choices(ATTEMPTS)
      .default('last'),
  )
  .option('--students <ids>', 'grade only these (commas between); the others keep theirs', listed)
  .option('--again', 'grade also what has a result')
  .option(
    '--jobs <n>',
    'submissions at once (default: cores)',
    wholeNumber(1, MAX_JOBS),
    availableParallelism(),
  )
  .addOption(
    new Option('--sandbox <tier>', 'how they are kept apart: see npm run sandbox:probe')
      .choices(SANDBOXES)
      .default('auto'),
  )
  .addOption(
    new Option('--seed <seed>', 'one seed for all (default: a fresh one)').argParser(seedText),
  )
  .addOption(
    new Option(
      '--secret <file>',
      'a file with a secret, from which the seed of each student follows',
    ).conflicts('seed'),
  )
  .addOption(
    new Option('--shard <i/n>', 'grade only part i of n; npm run grade:merge puts them together')
      .argParser(shardIn)
      .conflicts('students'),
  )
  .addOption(
    new Option(
      '--queue <url>',
      'let npm run grade:worker grade, by a Redis: redis://host',
    ).conflicts('jobs'),
  )
  .option('--rubric <file>', 'points, groups and needs from this file (docs/rubric.schema.json)')
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nExit codes: 0 all graded, 2 wrong usage or input, 3 some could not be graded: the ' +
      "machine's or the grader's own fault, 130 and 143 interrupted (go on with the same command).",
  )
  .action(run);

await runCommand(program, 'npm run grade:all');

async function run(download: string, flags: Flags): Promise<void> {
  const out = typed(flags.out);
  const startMs = performance.now();
  await checkReportFlags(flags);
  const memory = await recall(out);
  const asked = { seed: flags.seed, secret: await secretIn(flags.secret) };
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
  const { shard } = flags;
  const found = shard === undefined ? all : inShard(all, shard);
  await tellFound(found, terms, out);
  await remember(out, terms, shard && shardText(shard));
  const interrupt = interruptible();
  let rows: CourseRow[];
  try {
    rows = await graded(found, { ...flags, out, terms, redis, signal: interrupt.signal });
  } finally {
    interrupt.done();
  }
  say('');
  await finishCourse(out, rows, { flags, isBest: flags.attempt === 'best' }, say);
  tellEnd(rows, out, performance.now() - startMs);
  if (rows.some(({ status }) => status === 'not-graded')) process.exitCode = EXIT.fault;
}

type Graded = Flags &
  Pick<CourseOptions, 'out' | 'terms' | 'signal'> & { readonly redis: Address | undefined };

async function graded(found: Intake, options: Graded): Promise<CourseRow[]> {
  const { terms, signal, redis } = options;
  const jobs = redis === undefined ? options.jobs : MAX_IN_FLIGHT;
  let queue: QueueGrader | undefined;
  let bar: Bar | undefined;
  let faults = 0;
  try {
    return await gradeCourse(found, {
      ...{ ...options, jobs },
      grader: async () => {
        if (redis === undefined) return localGrader(terms, signal);
        queue = await queueGrader(redis, { tier: terms.tier, say, signal });
        const workers = await queue.workers();
        say(`${workers} workers are there for the tier ${terms.tier}; more can come and go`);
        return queue.gradeOne;
      },
      onStart: (total, known) => {
        if (known > 0) say(`${known} graded before`);
        if (total > 0) {
          const what = counted(total, 'submission');
          say(
            redis === undefined
              ? `grading the reference once, then ${what}, ${jobs} at once`
              : `${what} for the workers at ${redis.shown}`,
          );
          const live = process.stdout.isTTY === true && process.stderr.isTTY === true;
          bar = new Bar({ total, things: 'graded', live, write: say });
        }
      },
      onEnded: ({ kind }, { key }) => {
        if (kind === 'fault') faults += 1;
        else queue?.kept(key);
        bar?.ended(faults === 0 ? '' : `${faults} to be tried again alone`);
      },
    });
  } finally {
    bar?.stop();
    await queue?.close();
  }
}

async function secretIn(given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const text = await readFile(typed(given), 'utf8').catch((error: unknown) => {
    throw new UsageError(
      `--secret: cannot read ${given}: ${messageOf(error)}. Make one: openssl rand -hex 32 > ${given}`,
    );
  });
  const secret = text.trim();
  if (secret.length >= MIN_SECRET_CHARS) return secret;
  throw new UsageError(`--secret: ${given} holds less than ${MIN_SECRET_CHARS} characters`);
}

async function tellFound(found: Intake, { tier, chance }: Terms, out: string): Promise<void> {
  const { taken, missing, skipped, layout } = found;
  const students = new Set(taken.map(({ student }) => student.id)).size;
  const seed = 'seed' in chance ? `seed ${chance.seed}` : 'seeds from the secret';
  say(
    `${taken.length} submissions of ${students} students, layout ${layout}, sandbox ${tier}, ${seed}`,
  );
  if (missing.length > 0) say(`${missing.length} on the roster handed in nothing`);
  await writeJson(skipped, join(out, 'skipped.json'));
  if (skipped.length > 0) {
    say(`${skipped.length} skipped:`);
    for (const { path, why } of skipped.slice(0, SHOWN)) say(`  ${plain(path)}: ${plain(why)}`);
    if (skipped.length > SHOWN) say(`  … all in ${join(out, 'skipped.json')}`);
  }
}

function tellEnd(rows: readonly CourseRow[], out: string, tookMs: number): void {
  const undecided = rows.filter(({ status }) => status === 'not-graded');
  const decided = rows.filter(({ status }) => status === 'graded').length;
  say(`\n${decided} graded in ${duration(tookMs)}: ${join(out, 'grades.csv')}`);
  if (undecided.length > 0) {
    say(`${undecided.length} not graded, through no fault of theirs:`);
    for (const { student, reason } of undecided.slice(0, SHOWN)) {
      say(`  ${plain(student.id)}: ${plain(reason ?? '')}`);
    }
    say('Run the same command again: what is graded is kept.');
  }
}
