import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { GraderBug, Interrupted, isEnvironmentFault, messageOf, UsageError } from './errors.ts';
import { grade } from './grade.ts';
import { toJson, writeJson } from './report/json.ts';
import { Progress } from './report/progress.ts';
import { TerminalReport } from './report/terminal.ts';
import { CATALOGUE } from './scenarios/index.ts';
import type { Result } from './score/result.ts';
import { DEFAULT_RUBRIC, FULL_SCORE, pointsOf } from './score/rubric.ts';
import { freshSeed } from './seed.ts';
import { select } from './select.ts';

/** Exit codes of the grader; docs/dev/result-format.md tells them to users. */
const EXIT = { graded: 0, belowMinScore: 1, usage: 2, fault: 3 } as const;

interface Flags {
  readonly list?: boolean;
  readonly only?: string[];
  readonly seed?: string;
  readonly json?: string;
  readonly minScore?: number;
}

const STARTER = fileURLToPath(new URL('../starter', import.meta.url));

const program = new Command('npm run grade --')
  .description('Grades a submission of the PBFT lab on real servers, and says what is broken.')
  .argument('[path]', 'a folder that holds zpbft/server.ts, or that file (default: starter)')
  .option('--list', 'list the scenarios with their points and end')
  .option('--only <ids>', 'play only these scenarios (commas between) and what they need', ids)
  .option('--seed <seed>', 'repeat the choices of an earlier run', text)
  .option('--json <file>', 'write the result as JSON; - for standard output, and nothing else')
  .option('--min-score <points>', 'end with exit code 1 below this score', points)
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nExit codes: 0 graded, 1 graded but below --min-score, 2 wrong usage or input, ' +
      "3 the machine's or the grader's own fault, 130 and 143 interrupted.",
  )
  .exitOverride()
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

async function run(given: string | undefined, flags: Flags): Promise<void> {
  if (flags.list) return list();
  const { seed = freshSeed(), minScore = 0 } = flags;
  const path = given ?? 'starter';
  const json = flags.json === undefined || flags.json === '-' ? flags.json : typed(flags.json);
  if (json !== undefined && json !== '-' && !existsSync(dirname(json))) {
    throw new UsageError(`--json ${flags.json}: there is no folder ${dirname(json)}`);
  }
  const scenarios = flags.only === undefined ? CATALOGUE : select(flags.only);
  const { stdout, stderr } = process;
  const color = stdout.isTTY === true && !process.env.NO_COLOR;
  const terminal = new TerminalReport({ color, columns: stdout.columns ?? 100 });
  const say = json === '-' ? () => {} : (line: string) => stdout.write(`${line}\n`);
  say(`${terminal.heading(path, seed)}\n`);
  const live = json !== '-' && stdout.isTTY === true && stderr.isTTY === true;
  const order = scenarios.map(({ id }) => id);
  const progress = new Progress(order, (result) => say(terminal.scenario(result)), live);
  const interrupt = interruptible();
  let result: Result;
  try {
    result = await grade({
      path: given === undefined ? STARTER : typed(given),
      seed,
      scenarios,
      rubric: DEFAULT_RUBRIC,
      signal: interrupt.signal,
      onStart: ({ id }) => progress.started(id),
      onEnd: (ended) => progress.ended(ended),
    });
  } finally {
    progress.stop();
    interrupt.done();
  }
  say(`\n${terminal.summary(result, path)}`);
  if (json === '-') stdout.write(toJson(result));
  else if (json !== undefined) await writeJson(result, json);
  process.exitCode = exitCodeOf(result, minScore);
}

/** npm runs scripts at the root of the package; paths are meant from where they were typed. */
function typed(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

function exitCodeOf({ score, scenarios }: Result, minScore: number): number {
  if (scenarios.some(({ status }) => status === 'error')) return EXIT.fault;
  return score < minScore ? EXIT.belowMinScore : EXIT.graded;
}

function list(): void {
  for (const { id, group, story } of CATALOGUE) {
    const worth = String(pointsOf(DEFAULT_RUBRIC, id)).padStart(3);
    process.stdout.write(`${id.padEnd(18)} ${worth}  ${group.padEnd(10)}  ${story}\n`);
  }
}

/** A signal that Ctrl-C or SIGTERM aborts: children are ended and files removed on the way out. */
function interruptible(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => controller.abort(new Interrupted(name));
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const done = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  };
  return { signal: controller.signal, done };
}

/** One clear message for what ended a run, and its exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.graded : EXIT.usage;
  const { stderr } = process;
  if (error instanceof Interrupted) {
    stderr.write(`${error.message}: nothing was graded\n`);
    return error.exitCode;
  }
  if (error instanceof UsageError) {
    stderr.write(`error: ${error.message}\nSee npm run grade -- --help\n`);
    return EXIT.usage;
  }
  if (isEnvironmentFault(error)) {
    stderr.write(`error: the machine could not grade: ${messageOf(error)}\n`);
    return EXIT.fault;
  }
  const bug = new GraderBug(messageOf(error), { cause: error });
  stderr.write(`error: a bug of the grader, please report it: ${bug.message}\n`);
  stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  return EXIT.fault;
}

function ids(value: string): string[] {
  return value
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
}

function text(value: string): string {
  if (/^[\w-]{1,64}$/.test(value)) return value;
  throw new InvalidArgumentError('Expected 1 to 64 letters, digits, - or _.');
}

function points(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number >= 0 && number <= FULL_SCORE) return number;
  throw new InvalidArgumentError(`Expected a number from 0 to ${FULL_SCORE}.`);
}
