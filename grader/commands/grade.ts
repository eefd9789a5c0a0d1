import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  EXIT,
  interruptible,
  listed,
  runCommand,
  seedText,
  typed,
  wholeNumber,
} from '../ending.ts';
import { Interrupted, UsageError } from '../errors.ts';
import { grade } from '../grade.ts';
import { ROOT } from '../lab.ts';
import { type Repetition, repeat } from '../repeat.ts';
import { Counter } from '../report/counter.ts';
import { FormatFiles, formatOption, isStdoutTaken, type Wanted } from '../report/formats.ts';
import { stopCommands } from '../report/github.ts';
import { toJson, writeJson } from '../report/json.ts';
import { Listing } from '../report/listing.ts';
import { Progress } from '../report/progress.ts';
import { repeatedText } from '../report/repeated.ts';
import { type Asked, TerminalReport } from '../report/terminal.ts';
import { timingText } from '../report/timing.ts';
import { readRubric } from '../rubric-file.ts';
import { givenTier, runInside, tierInside } from '../sandbox/reenter.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { sandboxFor, TIERS, type Tier } from '../sandbox/tiers.ts';
import type { Result } from '../score/result.ts';
import { DEFAULT_RUBRIC, FULL_SCORE, groupTitles, pointsOf, type Rubric } from '../score/rubric.ts';
import { freshSeed } from '../seed.ts';
import { type Selected, select, selectAll } from '../select.ts';

const MAX_REPEATS = 10_000;
const MAX_EXPLORE_SECONDS = 3_600;

interface Flags {
  readonly list?: boolean;
  readonly only?: string[];
  readonly seed?: string;
  readonly rubric?: string;
  readonly repeat?: number;
  readonly json?: string;
  readonly format?: Wanted[];
  readonly trace?: boolean;
  readonly timing?: boolean;
  readonly explore?: number;
  readonly minScore?: number;
  readonly sandbox: Tier | 'auto';
}

/** What one command grades, and where it tells the result. */
interface Job {
  /** As typed, for people. */
  readonly asked: Asked;
  readonly target: string;
  readonly scenarios: readonly Selected[];
  readonly rubric: Rubric;
  readonly minScore: number;
  readonly terminal: TerminalReport;
  readonly json: string | undefined;
  readonly formats: FormatFiles;
  readonly trace: boolean;
  readonly timing: boolean;
  readonly exploreMs: number | undefined;
  readonly sandbox: Sandbox;
  readonly say: (line: string) => void;
  /** True where a spinner may be drawn. */
  readonly live: boolean;
}

const STARTER = join(ROOT, 'starter');

const program = new Command('npm run grade --')
  .description('Grades a submission of the PBFT lab on real servers, and says what is broken.')
  .argument('[path]', 'a folder that holds zpbft/server.ts, or that file (default: starter)')
  .option('--list', 'list the scenarios with their points and end')
  .option('--only <ids>', 'play only these scenarios (commas between) and what they need', listed)
  .option('--seed <seed>', 'repeat the choices of an earlier run', seedText)
  .option('--rubric <file>', 'points, groups and needs from this file (docs/rubric.schema.json)')
  .option(
    '--repeat <n>',
    'grade n times, and tell which results differ from the first',
    wholeNumber(2, MAX_REPEATS),
  )
  .option('--explore <seconds>', 'play random schedules for so long instead of 200', seconds)
  .addOption(
    new Option('--timing', 'tell at the end where the time of each scenario went').conflicts(
      'repeat',
    ),
  )
  .option('--json <file>', 'write the result as JSON; - for standard output, and nothing else')
  .addOption(formatOption().conflicts('repeat'))
  .addOption(
    new Option('--trace', 'keep every message of every scenario in the JSON result').conflicts(
      'repeat',
    ),
  )
  .addOption(
    new Option('--sandbox <tier>', 'how servers are kept apart: see npm run sandbox:probe')
      .choices(['auto', ...TIERS])
      .default('process'),
  )
  .option('--min-score <points>', 'end with exit code 1 below this score', points)
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nExit codes: 0 graded, 1 graded but below --min-score, or --repeat saw a difference, ' +
      "2 wrong usage or input, 3 the machine's or the grader's own fault, " +
      '130 and 143 interrupted.',
  )
  .action(run);

await runCommand(program, 'npm run grade');

async function run(given: string | undefined, flags: Flags): Promise<void> {
  const rubric =
    flags.rubric === undefined ? DEFAULT_RUBRIC : await readRubric(typed(flags.rubric));
  const scenarios = flags.only === undefined ? selectAll(rubric) : select(flags.only, rubric);
  const json = jsonTarget(flags.json);
  if (flags.trace && json === undefined) {
    throw new UsageError('--trace is for the JSON result: say with --json <file> where it goes');
  }
  const formats = new FormatFiles(flags.format ?? [], typed);
  const silent = isStdoutTaken(json, flags.format ?? []);
  const { stdout, stderr } = process;
  const color = stdout.isTTY === true && !process.env.NO_COLOR;
  const groups = groupTitles(rubric);
  const terminal = new TerminalReport({ color, columns: stdout.columns ?? 100, groups });
  if (flags.list) return list(scenarios, rubric, terminal);
  const tier = tierInside() ?? (await givenTier(flags.sandbox));
  if (tier !== 'process' && tierInside() === undefined) {
    process.exitCode = await runInside(tier, 'grade');
    return;
  }
  const job: Job = {
    asked: { path: given ?? 'starter', rubric: flags.rubric, exploreSeconds: flags.explore },
    target: given === undefined ? STARTER : typed(given),
    scenarios,
    rubric,
    minScore: flags.minScore ?? 0,
    terminal,
    json,
    formats,
    trace: flags.trace ?? false,
    timing: flags.timing ?? false,
    exploreMs: flags.explore === undefined ? undefined : flags.explore * 1_000,
    sandbox: sandboxFor(tier, 0),
    say: silent ? () => {} : (line) => stdout.write(`${line}\n`),
    live: !silent && stdout.isTTY === true && stderr.isTTY === true,
  };
  const interrupt = interruptible();
  // What a submission brought into the report must not be a command to a runner of GitHub Actions.
  const guard = process.env.GITHUB_ACTIONS === 'true' ? stopCommands(randomUUID()) : undefined;
  try {
    if (guard !== undefined) job.say(guard.before);
    if (flags.repeat === undefined) await once(job, flags.seed ?? freshSeed(), interrupt.signal);
    else await repeated(job, flags.repeat, flags.seed, interrupt.signal);
  } finally {
    if (guard !== undefined) job.say(guard.after);
    interrupt.done();
  }
}

/** Grades, and tells about each scenario as it ends. */
async function once(job: Job, seed: string, signal: AbortSignal): Promise<void> {
  const { asked, target, scenarios, rubric, exploreMs, sandbox, trace, terminal, say } = job;
  const { formats } = job;
  say(`${terminal.heading(asked.path, seed)}\n`);
  const listing = new Listing(terminal, say);
  const progress = new Progress(
    terminal.order(scenarios),
    (result) => listing.add(result),
    job.live,
  );
  let result: Result;
  await formats.start();
  try {
    result = await grade({
      path: target,
      seed,
      scenarios,
      rubric,
      exploreMs,
      sandbox,
      trace,
      signal,
      onStart: ({ id }) => progress.started(id),
      onEnd: (ended) => {
        progress.ended(ended);
        formats.ended(ended, scenarios.length);
      },
    });
  } finally {
    progress.stop();
  }
  listing.end();
  say(`\n${terminal.summary(result, asked)}`);
  if (job.timing) say(`\n${timingText(result)}`);
  await writeTo(job.json, result);
  await formats.end(result);
  process.exitCode = exitCodeOf(result, job.minScore);
}

/** Grades `n` times, each with a fresh seed unless one is given, and tells what differed. */
async function repeated(
  job: Job,
  n: number,
  seed: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { target, scenarios, rubric, exploreMs, sandbox, say, live } = job;
  const { path } = job.asked;
  say(`${job.terminal.heading(path, seed ?? 'fresh each time')}, ${n} times\n`);
  const counter = new Counter({ total: n, things: 'grades', live, write: say });
  // Equal only for equal seeds; and how far an exploration comes in its time is never equal.
  const trace = seed !== undefined && exploreMs === undefined;
  let differed = 0;
  let repetition: Repetition;
  try {
    repetition = await repeat({
      submission: path,
      times: n,
      signal,
      seedOf: () => seed ?? freshSeed(),
      gradeOnce: (seed) =>
        grade({ path: target, seed, scenarios, rubric, exploreMs, sandbox, trace, signal }),
      onRun: ({ differences }) => {
        differed += Math.min(1, differences.length);
        counter.ended(`${differed} differed`);
      },
    });
  } finally {
    counter.stop();
  }
  say(`\n${repeatedText(repetition)}`);
  await writeTo(job.json, repetition);
  const { reason }: { reason?: unknown } = signal;
  if (reason instanceof Interrupted) {
    process.stderr.write(`${reason.message} after ${repetition.runs.length} of ${n} grades\n`);
    process.exitCode = reason.exitCode;
  } else process.exitCode = exitCodeOfAll(repetition, job.minScore);
}

/** Where JSON goes; checked before anything is graded for it. */
function jsonTarget(given: string | undefined): string | undefined {
  if (given === undefined || given === '-') return given;
  const file = typed(given);
  if (existsSync(dirname(file))) return file;
  throw new UsageError(`--json ${given}: there is no folder ${dirname(file)}`);
}

async function writeTo(json: string | undefined, result: object): Promise<void> {
  if (json === '-') process.stdout.write(toJson(result));
  else if (json !== undefined) await writeJson(result, json);
}

function exitCodeOf({ score, scenarios }: Result, minScore: number): number {
  if (scenarios.some(({ status }) => status === 'error')) return EXIT.fault;
  return score < minScore ? EXIT.below : EXIT.fine;
}

function exitCodeOfAll(repetition: Repetition, minScore: number): number {
  const { runs, differed, machineErrors } = repetition;
  if (differed > 0) return EXIT.below;
  if (machineErrors === runs.length) return EXIT.fault; // nothing was compared
  const isBelow = runs.some(({ score }) => score !== undefined && score < minScore);
  return isBelow ? EXIT.below : EXIT.fine;
}

function list(scenarios: readonly Selected[], rubric: Rubric, terminal: TerminalReport): void {
  let last: string | undefined;
  for (const id of terminal.order(scenarios)) {
    const scenario = scenarios.find((candidate) => candidate.id === id);
    if (scenario === undefined) continue;
    const { group, story } = scenario;
    if (group !== last)
      process.stdout.write(`${last === undefined ? '' : '\n'}${terminal.group(group)}\n`);
    last = group;
    const worth = String(pointsOf(rubric, id)).padStart(3);
    process.stdout.write(`  ${id.padEnd(21)} ${worth}  ${story}\n`);
  }
}

function seconds(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number > 0 && number <= MAX_EXPLORE_SECONDS) return number;
  throw new InvalidArgumentError(`Expected seconds, more than 0, at most ${MAX_EXPLORE_SECONDS}.`);
}

function points(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number >= 0 && number <= FULL_SCORE) return number;
  throw new InvalidArgumentError(`Expected a number from 0 to ${FULL_SCORE}.`);
}
