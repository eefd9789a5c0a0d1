import { parseArgs } from 'node:util';
import { messageOf } from '../zlog/errors.ts';
import { type Address, parseAddress } from '../zrpc/address.ts';

/** The person at the keyboard asked for something impossible: shown with the usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A command line, taken apart. */
export interface CommandLine {
  /** The value of a flag, by its name without the dash; the last one wins, as in Go. */
  readonly flags: ReadonlyMap<string, string>;
  /** What is not a flag. */
  readonly words: readonly string[];
  /** True when the usage was asked for: `-help`, `-h`. */
  readonly help: boolean;
}

/**
 * Reads flags in the style of Go, which the lab uses: `-f 1`, `-f=1`, `--f 1`, `--f=1`.
 *
 * @param names of the flags; each takes a value.
 * @param wordsEndFlags true when everything from the first word on is words, whatever it looks
 *   like, as in Go: a command may hold a dash.
 * @throws UsageError when a flag is unknown or has no value.
 */
export function readCommandLine(
  argv: readonly string[],
  names: readonly string[],
  wordsEndFlags: boolean,
): CommandLine {
  const valued = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({
      args: toLongFlags(argv, names, wordsEndFlags),
      options: { ...valued, help: { type: 'boolean' }, h: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    const { help, h, ...given } = values;
    const flags = Object.entries(given).filter((flag): flag is [string, string] => {
      return typeof flag[1] === 'string';
    });
    return {
      flags: new Map(flags),
      words: positionals,
      help: help === true || h === true,
    };
  } catch (error) {
    throw new UsageError(explain(error, names));
  }
}

/** `-f 1` and `--f 1` as `--f=1`, so that a value may start with a dash and is judged as a value. */
function toLongFlags(
  argv: readonly string[],
  names: readonly string[],
  wordsEndFlags: boolean,
): string[] {
  const args: string[] = [];
  const rest = [...argv];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [, name, value] = /^--?([a-z][\w-]*)(=.*)?$/is.exec(arg) ?? [];
    if (name === undefined) {
      if (arg !== '--' && !wordsEndFlags) args.push(arg);
      else return [...args, '--', ...(arg === '--' ? [] : [arg]), ...rest];
    } else if (value === undefined && names.includes(name) && rest.length > 0) {
      args.push(`--${name}=${rest.shift()}`);
    } else {
      args.push(`--${name}${value ?? ''}`);
    }
  }
  return args;
}

function explain(error: unknown, names: readonly string[]): string {
  const text = messageOf(error);
  const flag = /--?([\w-]+)/.exec(text)?.[1] ?? '?';
  if (/^Unknown option/.test(text)) {
    return `unknown flag -${flag}, expected ${names.map((name) => `-${name}`).join(' ')}`;
  }
  return names.includes(flag) ? `flag -${flag} needs a value` : text;
}

/**
 * A whole number within bounds.
 * @throws UsageError that says which numbers are right.
 */
export function wholeNumber(
  name: string,
  text: string | undefined,
  { least, most, unset }: { least: number; most: number; unset: number },
): number {
  if (text === undefined) return unset;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`-${name} must be a whole number from ${least} to ${most}, not "${text}"`);
}

/** An address. @throws UsageError that says how one looks. */
export function address(name: string, text: string): Address {
  try {
    return parseAddress(text);
  } catch (error) {
    throw new UsageError(`-${name}: ${messageOf(error)}`);
  }
}
