import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Option } from 'commander';
import { command } from '../command.ts';
import {
  interruptible,
  invalid,
  listed,
  runCommand,
  seedText,
  typed,
  wholeNumber,
} from '../ending.ts';
import { UsageError } from '../errors.ts';
import type { Job, Outputs } from '../grading/job.ts';
import { listScenarios } from '../grading/list.ts';
import { gradeOnce } from '../grading/once.ts';
import { fileFor, jsonTarget } from '../grading/outputs.ts';
import { gradeRepeatedly } from '../grading/repeated.ts';
import { adviceAt, HINT_LEVELS, type HintLevel, moreHints } from '../hints/advice.ts';
import { ROOT } from '../lab.ts';
import { FormatFiles, formatOption, isStdoutTaken, type Wanted } from '../report/formats.ts';
import { stopCommands } from '../report/github.ts';
import { type Asked, TerminalReport } from '../report/terminal.ts';
import { readRubric } from '../rubric-file.ts';
import { givenTier, runInside, tierInside } from '../sandbox/reenter.ts';
import { sandboxFor, TIERS, type Tier } from '../sandbox/tiers.ts';
import { DEFAULT_RUBRIC, FULL_SCORE, groupTitles, type Rubric } from '../score/rubric.ts';
import { columnsOf, isLive } from '../screen.ts';
import { freshSeed } from '../seed.ts';
import { type Selected, select, selectAll } from '../select.ts';
import { sayIn, spoken, spokenLanguage } from '../text/language.ts';
import { t } from '../text/text.ts';
import { OPTIMIZE_LATER } from '../tiering.ts';
import { watchAndGrade } from '../watch/watch.ts';

const MAX_REPEATS = 10_000;
const MAX_EXPLORE_SECONDS = 3_600;

interface Flags {
  readonly list?: boolean;
  readonly only?: string[];
  readonly seed?: string;
  readonly rubric?: string;
  readonly watch?: boolean;
  readonly hint?: HintLevel;
  readonly repeat?: number;
  readonly html?: string;
  readonly json?: string;
  readonly format?: Wanted[];
  readonly trace?: boolean;
  readonly timing?: boolean;
  readonly explore?: number;
  readonly minScore?: number;
  readonly sandbox: Tier | 'auto';
}

const STARTER = join(ROOT, 'starter');
/** What a watch, which has no end, cannot write or decide. */
const NOT_WITH_WATCH = ['list', 'repeat', 'html', 'json', 'format', 'trace', 'timing', 'minScore'];

const program = command({
  name: 'npm run grade',
  does: [t`Grades a submission of the PBFT lab on real servers, and says what is broken.`],
  below: [
    t`Exit codes: 0 graded, or a watch was ended by Ctrl-C; 1 graded but below --min-score, or
      --repeat saw a difference; 2 wrong usage or input; 3 the machine's or the grader's own fault;
      130 and 143 interrupted.`,
  ],
})
  .argument(
    '[path]',
    spoken(t`a folder that holds zpbft/server.ts, or that file (default: starter)`),
  )
  .option('--list', spoken(t`list the scenarios with their points and end`))
  .option(
    '--only <ids>',
    spoken(t`play only these scenarios (commas between) and what they need`),
    listed,
  )
  .option('--seed <seed>', spoken(t`repeat the choices of an earlier run`), seedText)
  .addOption(
    new Option(
      '--watch',
      spoken(t`grade again whenever the file is saved, what failed first; Ctrl-C ends`),
    ).conflicts(NOT_WITH_WATCH),
  )
  .addOption(
    new Option(
      '--hint [level]',
      spoken(t`hints instead of the reason: 1 a question, 2 also the rule, 3 also where to look`),
    )
      .argParser(hintLevel)
      .preset('1')
      .conflicts(['list', 'repeat']),
  )
  .option(
    '--rubric <file>',
    spoken(t`points, groups and needs from this file (docs/rubric.schema.json)`),
  )
  .option(
    '--repeat <n>',
    spoken(t`grade n times, and tell which results differ from the first`),
    wholeNumber(2, MAX_REPEATS),
  )
  .option(
    '--explore <seconds>',
    spoken(t`play random schedules for so long instead of 200`),
    seconds,
  )
  .addOption(
    new Option(
      '--timing',
      spoken(t`tell at the end where the time of each scenario went`),
    ).conflicts('repeat'),
  )
  .addOption(
    new Option(
      '--html <file>',
      spoken(t`write the report as a page, with a drawing of the messages of each scenario`),
    ).conflicts('repeat'),
  )
  .option(
    '--json <file>',
    spoken(t`write the result as JSON; - for standard output, and nothing else`),
  )
  .addOption(formatOption(spoken).conflicts('repeat'))
  .addOption(
    new Option(
      '--trace',
      spoken(t`keep every message of every scenario in the JSON result`),
    ).conflicts('repeat'),
  )
  .addOption(
    new Option('--sandbox <tier>', spoken(t`how servers are kept apart: see npm run sandbox:probe`))
      .choices(['auto', ...TIERS])
      .default('process'),
  )
  .option('--min-score <points>', spoken(t`end with exit code 1 below this score`), points)
  .action(run);

await runCommand(program, 'npm run grade');

async function run(given: string | undefined, flags: Flags): Promise<void> {
  setFlagsFromString(OPTIMIZE_LATER);
  const rubric =
    flags.rubric === undefined ? DEFAULT_RUBRIC : await readRubric(typed(flags.rubric));
  const scenarios = flags.only === undefined ? selectAll(rubric) : select(flags.only, rubric);
  const outputs = outputsOf(flags);
  const asked = {
    path: given ?? 'starter',
    rubric: flags.rubric,
    exploreSeconds: flags.explore,
  };
  const terminal = terminalFor(rubric, flags.hint);
  if (flags.list) return listScenarios(scenarios, rubric, terminal);
  if (flags.watch && flags.sandbox !== 'process') {
    throw new UsageError(t`--watch works with --sandbox process only: it is for your own code`);
  }
  const tier = tierInside() ?? (await givenTier(flags.sandbox));
  if (tier !== 'process' && tierInside() === undefined) {
    process.exitCode = await runInside(tier, 'grade');
    return;
  }
  const target = given === undefined ? STARTER : typed(given);
  await perform(jobOf({ asked, target, scenarios, rubric, terminal, tier }, flags), outputs, flags);
}

/** @throws UsageError when something is to be written where it cannot be. */
function outputsOf(flags: Flags): Outputs {
  const json = jsonTarget(flags.json);
  if (flags.trace && json === undefined) {
    throw new UsageError(t`--trace is for the JSON result: say with --json <file> where it goes`);
  }
  return {
    json,
    html: flags.html === undefined ? undefined : fileFor('--html', flags.html),
    formats: new FormatFiles(flags.format ?? [], typed, undefined, spoken),
    trace: flags.trace ?? false,
    timing: flags.timing ?? false,
    minScore: flags.minScore ?? 0,
  };
}

function terminalFor(rubric: Rubric, hint: HintLevel | undefined): TerminalReport {
  const { stdout, env } = process;
  return new TerminalReport({
    color: stdout.isTTY === true && !env.NO_COLOR,
    columns: columnsOf(stdout, 100),
    groups: groupTitles(rubric),
    language: spokenLanguage(),
    advice: hint === undefined ? undefined : adviceAt(hint, spokenLanguage()),
  });
}

interface Chosen {
  readonly asked: Asked;
  readonly target: string;
  readonly scenarios: readonly Selected[];
  readonly rubric: Rubric;
  readonly terminal: TerminalReport;
  readonly tier: Tier;
}

function jobOf({ tier, ...chosen }: Chosen, flags: Flags): Job {
  const silent = isStdoutTaken(flags.json, flags.format ?? []);
  const { stdout } = process;
  const language = spokenLanguage();
  const say = sayIn(language);
  const more = flags.hint === undefined ? undefined : moreHints(flags.hint);
  return {
    ...chosen,
    exploreMs: flags.explore === undefined ? undefined : flags.explore * 1_000,
    sandbox: sandboxFor(tier, 0),
    language,
    say,
    moreHints: more === undefined ? undefined : say(more),
    write: silent ? () => {} : (line) => stdout.write(`${line}\n`),
    live: !silent && isLive(),
  };
}

async function perform(job: Job, outputs: Outputs, flags: Flags): Promise<void> {
  const interrupt = interruptible();
  const { signal } = interrupt;
  // What a submission brought into the report must not be a command to a runner of GitHub Actions.
  const guard = process.env.GITHUB_ACTIONS === 'true' ? stopCommands(randomUUID()) : undefined;
  const seed = flags.seed ?? freshSeed();
  try {
    if (guard !== undefined) job.write(guard.before);
    if (flags.watch) {
      const whole = flags.only === undefined;
      await watchAndGrade({ ...job, seed, whole, clears: process.stdout.isTTY === true }, signal);
    } else if (flags.repeat === undefined) await gradeOnce(job, outputs, seed, signal);
    else await gradeRepeatedly(job, outputs, { n: flags.repeat, seed: flags.seed }, signal);
  } finally {
    if (guard !== undefined) job.write(guard.after);
    interrupt.done();
  }
}

function seconds(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number > 0 && number <= MAX_EXPLORE_SECONDS) return number;
  throw invalid(t`Expected seconds, more than 0, at most ${MAX_EXPLORE_SECONDS}.`);
}

function points(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number >= 0 && number <= FULL_SCORE) return number;
  throw invalid(t`Expected a number from 0 to ${FULL_SCORE}.`);
}

function hintLevel(value: string): HintLevel {
  const level = HINT_LEVELS.find((one) => String(one) === value);
  if (level !== undefined) return level;
  throw invalid(t`Expected 1, 2 or 3; a path goes before --hint.`);
}
