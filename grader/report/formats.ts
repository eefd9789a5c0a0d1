import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Option } from 'commander';
import { EnvironmentError, messageOf, UsageError } from '../errors.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, t } from '../text/text.ts';
import { autolab } from './autolab.ts';
import { classroomOutput } from './classroom.ts';
import { classroom50 } from './classroom50.ts';
import { githubSummary, withCommandsStopped } from './github.ts';
import { gradescope, gradescopeFirst, gradescopeSoFar } from './gradescope.ts';
import { toJson } from './json.ts';
import { prairielearn } from './prairielearn.ts';
import { writeWhole } from './whole.ts';

interface Format {
  readonly text: (result: Result, say: Say) => string | Promise<string>;
  /** The file before anything is graded, and while scenarios end; for systems that read it early. */
  readonly first?: (say: Say) => string;
  readonly soFar?: (ended: readonly ScenarioResult[], total: number, say: Say) => string;
  /** Added to what is in the file: other steps of a job write there too. */
  readonly appends?: true;
  /** On standard output it comes after the report for people, not instead of it. */
  readonly afterReport?: true;
}

const FORMATS: Readonly<Record<string, Format>> = {
  gradescope: {
    text: (result, say) => toJson(gradescope(result, say)),
    first: (say) => toJson(gradescopeFirst(say)),
    soFar: (ended, total, say) => toJson(gradescopeSoFar(ended, total, say)),
  },
  autolab: { text: autolab, afterReport: true },
  'github-summary': { text: githubSummary, appends: true },
  'github-classroom': { text: classroomOutput, appends: true },
  prairielearn: { text: (result, say) => toJson(prairielearn(result, say)) },
  classroom50: { text: (result) => toJson(classroom50(result)) },
  // Its package takes as long to load as the rest of the grader.
  junit: { text: async (result, say) => (await import('./junit.ts')).junit(result, say) },
};

/** What `--format` may name. */
export const FORMAT_NAMES = Object.keys(FORMATS);

/**
 * The option `--format` of a command that grades one submission.
 * @param say of the help.
 */
export function formatOption(say: Say = english): Option {
  const names = FORMAT_NAMES.join(', ');
  return new Option(
    '--format <name>=<file>',
    say(t`write the result for another system; - for standard output; may be repeated; names:
      ${names}`),
  ).argParser(wantedIn);
}

/** A result in one format, and where it goes; `-` is standard output. */
export interface Wanted {
  readonly name: string;
  readonly file: string;
}

/** Reads one more `--format`. */
function wantedIn(given: string, before: readonly Wanted[] = []): Wanted[] {
  const [, name = given, file] = /^([^=]*)=(.+)$/s.exec(given) ?? [];
  const known = t`expected <name>=<file>, names are ${FORMAT_NAMES}`;
  if (!Object.hasOwn(FORMATS, name)) {
    throw new UsageError(t`--format ${given}: there is no format "${name}"; ${known}`);
  }
  if (file === undefined) throw new UsageError(t`--format ${given}: ${known}`);
  return [...before, { name, file }];
}

/**
 * True when standard output is for a machine: then nothing else may go there.
 * @param json where `--json` writes to.
 * @throws UsageError when two want it.
 */
export function isStdoutTaken(json: string | undefined, wanted: readonly Wanted[]): boolean {
  const there = wanted.filter(({ file }) => file === '-');
  if (there.length + (json === '-' ? 1 : 0) > 1) {
    throw new UsageError(t`--json and --format: only one of them can go to standard output`);
  }
  return json === '-' || there.some(({ name }) => FORMATS[name]?.afterReport !== true);
}

/** Writes a result in the formats that were asked for. */
export class FormatFiles {
  readonly #wanted: readonly Wanted[];
  readonly #path: (file: string) => string;
  readonly #print: (text: string) => void;
  readonly #say: Say;
  readonly #ended: ScenarioResult[] = [];
  /** Writes one after the other: a late one must not replace a newer one. */
  #written: Promise<void> = Promise.resolve();

  /**
   * @param path makes a path of what was typed.
   * @param print writes to standard output.
   * @param say tells texts in the language of the reader; systems read the same fields in each.
   * @throws UsageError when a folder is not there.
   */
  constructor(
    wanted: readonly Wanted[],
    path: (file: string) => string,
    print = (text: string): void => void process.stdout.write(text),
    say: Say = english,
  ) {
    for (const { name, file } of wanted) {
      if (file === '-' || existsSync(dirname(path(file)))) continue;
      const folder = dirname(path(file));
      throw new UsageError(t`--format ${name}=${file}: there is no folder ${folder}`);
    }
    this.#wanted = wanted;
    this.#path = path;
    this.#print = print;
    this.#say = say;
  }

  /** Before anything is graded. */
  async start(): Promise<void> {
    await this.#each(({ first }) => first?.(this.#say));
  }

  /** When a scenario has ended; `total` are to be played. Errors are told by {@link end}. */
  ended(scenario: ScenarioResult, total: number): void {
    this.#ended.push(scenario);
    const ended = [...this.#ended];
    this.#written = this.#written.then(() =>
      this.#each(({ soFar }) => soFar?.(ended, total, this.#say)),
    );
    this.#written.catch(() => {}); // awaited in end
  }

  /** @throws EnvironmentError when a file could not be written. */
  async end(result: Result): Promise<void> {
    await this.#written;
    for (const { name, file } of this.#wanted) {
      const format = FORMATS[name];
      if (format === undefined) continue;
      const text = await format.text(result, this.#say);
      if (file === '-') this.#print(forLog(name, text));
      else if (format.appends) await append(text, this.#path(file));
      else await writeWhole(text, this.#path(file));
    }
  }

  async #each(textOf: (format: Format) => string | undefined): Promise<void> {
    for (const { name, file } of this.#wanted) {
      const format = FORMATS[name];
      const text = format === undefined || file === '-' ? undefined : textOf(format);
      if (text !== undefined) await writeWhole(text, this.#path(file));
    }
  }
}

/** A summary that goes into the log of a workflow must not give it commands. */
function forLog(name: string, text: string): string {
  return name === 'github-summary' ? withCommandsStopped(text, randomUUID()) : text;
}

async function append(text: string, file: string): Promise<void> {
  try {
    await appendFile(file, text);
  } catch (cause) {
    throw new EnvironmentError(t`cannot write ${file}: ${messageOf(cause)}`, { cause });
  }
}
