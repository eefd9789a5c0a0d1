import { messageOf } from '../zlog/errors.ts';
import { UsageError } from './flags.ts';

/** Exit codes of the lab's commands. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/** One command of the lab. */
export interface Program {
  readonly name: string;
  readonly usage: string;
  /** Returns the exit code; `undefined` when the process lives on, as a server does. */
  readonly run: (argv: readonly string[]) => Promise<number | undefined>;
}

/** Errors of this kind are mistakes in the code, and a student looks for them with a trace. */
const MISTAKES = [TypeError, ReferenceError, RangeError, SyntaxError];

/** Runs a command, turns what goes wrong into one clear line, and sets the exit code. */
export async function runMain(program: Program): Promise<void> {
  leaveQuietly();
  try {
    const code = await program.run(process.argv.slice(2));
    if (code !== undefined) finish(code);
  } catch (error) {
    process.stderr.write(`${program.name}: ${textOf(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${program.usage}\n`);
    finish(error instanceof UsageError ? EXIT.usage : EXIT.failed);
  }
}

function textOf(error: unknown): string {
  const mistake = error instanceof Error && MISTAKES.some((kind) => error instanceof kind);
  return (mistake ? error.stack : undefined) ?? messageOf(error);
}

/** Ends the process when what was written is out: a pipe may still hold some of it. */
function finish(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** Whoever read the output is gone, as after `| head`: there is nothing left to say. */
function leaveQuietly(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => process.exit(EXIT.failed));
  }
}

/** Ends the process on Ctrl-C and `kill` without a word, as any server does. */
export function endOnSignals(): void {
  process.once('SIGINT', () => process.exit(EXIT.interrupted));
  process.once('SIGTERM', () => process.exit(EXIT.terminated));
}
