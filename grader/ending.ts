/** How a command begins and ends: arguments, paths, signals, messages, exit codes. */
import { resolve } from 'node:path';
import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { languageOption } from './command.ts';
import {
  EnvironmentError,
  GraderBug,
  Interrupted,
  isEnvironmentFault,
  saidOf,
  UsageError,
} from './errors.ts';
import { spoken } from './text/language.ts';
import { type Message, type Said, t } from './text/text.ts';

/** Exit codes; docs/dev/result-format.md tells those of the grader to users. */
export const EXIT = {
  fine: 0,
  /** Done, and what was asked for does not hold: a score, or that nothing differs. */
  below: 1,
  usage: 2,
  fault: 3,
} as const;

/**
 * Runs the command that was typed, to its exit code. Whoever reads through `head` wants no more: the
 * command goes on, since its files may be wanted, and that what it said is lost shows in the code.
 * @param name as a person types it, such as `npm run grade`.
 */
export async function runCommand(program: Command, name: string): Promise<void> {
  let isUnheard = false;
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (isUnheard) return;
    isUnheard = true;
    const error = new EnvironmentError(t`cannot write to standard output: ${cause.message}`);
    if (cause.code !== 'EPIPE') tell(error, name);
  });
  process.once('exit', () => {
    if (isUnheard) process.exitCode = EXIT.fault;
  });
  endWithNpm();
  try {
    mustNotBeNpms(program.options, name);
    await program.addOption(languageOption()).exitOverride().parseAsync();
  } catch (error) {
    process.exitCode = tell(error, name);
  }
}

/** How long a command goes on after its npm has gone. */
const ORPHAN_MS = 250;

/**
 * npm dies of SIGTERM, and so does its shell, without a word to the command: that would go on, unseen.
 * So one that npm started sees by its parent that it is left behind, and tells itself.
 */
function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, ORPHAN_MS).unref();
}

/** Settings of npm's own, which may be in somebody's `.npmrc`. */
const OF_NPM = ['json', 'only'];

/**
 * Without `--` before it npm takes a flag for its own, and starts the command without. All that is left
 * of the flag is a variable.
 * @throws UsageError that shows what to type.
 */
function mustNotBeNpms(options: Command['options'], name: string): void {
  if (name !== `npm run ${process.env.npm_lifecycle_event}`) return;
  const lost = options.flatMap(({ long }) => {
    const flag = long?.replace(/^--(?:no-)?/, '') ?? '';
    const isLost = process.env[`npm_config_${flag.replaceAll('-', '_')}`] !== undefined;
    return isLost && !OF_NPM.includes(flag) ? [`--${flag}`] : [];
  });
  if (lost.length === 0) return;
  throw new UsageError(
    t`npm took ${lost} for its own: flags go behind \`--\`, as in \`${name} -- ${lost[0] ?? ''}\``,
  );
}

/** npm runs scripts at the root of the package; paths are meant from where they were typed. */
export function typed(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

/** Reads an argument that is several, with commas between them. */
export function listed(value: string): string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

/** Reads a seed: short, and safe to type again in any shell. */
export function seedText(value: string): string {
  if (/^[\w-]{1,64}$/.test(value)) return value;
  throw invalid(t`Expected 1 to 64 letters, digits, - or _.`);
}

/** Makes the reader of an argument that is a whole number within bounds, both included. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw invalid(t`Expected a whole number from ${least} to ${most}.`);
  };
}

/** What the reader of an argument throws, in the language of the command. */
export function invalid(expected: Said): InvalidArgumentError {
  return new InvalidArgumentError(spoken(expected));
}

/**
 * A signal that Ctrl-C or SIGTERM aborts: children are ended and files removed on the way out. So
 * does an error that nobody awaits, such as that of a process which a package could not start.
 */
export function interruptible(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => controller.abort(new Interrupted(name));
  const fail = (error: unknown): void => controller.abort(error);
  process.on('SIGINT', stop).on('SIGTERM', stop).on('uncaughtException', fail);
  const done = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('uncaughtException', fail);
  };
  return { signal: controller.signal, done };
}

/**
 * One clear message on stderr for what ended a command, and its exit code.
 * @param command as a person types it, such as `npm run grade`.
 */
export function tell(error: unknown, command: string): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  const write = (message: Message): void => void process.stderr.write(`${spoken(message)}\n`);
  if (error instanceof Interrupted) {
    write(error.said);
    return error.exitCode;
  }
  if (error instanceof UsageError) {
    write(t`error: ${error.said}`);
    write(t`See ${`${command} -- --help`}`);
    return EXIT.usage;
  }
  if (isEnvironmentFault(error)) {
    write(t`error: the machine could not grade: ${saidOf(error)}`);
    return EXIT.fault;
  }
  const bug = new GraderBug(saidOf(error), { cause: error });
  write(t`error: a bug of the grader, please report it: ${bug.said}`);
  process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  return EXIT.fault;
}
