import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, typed } from '../ending.ts';
import { UsageError } from '../errors.ts';
import { toJson, writeJson } from '../report/json.ts';
import type { Result } from '../score/result.ts';
import { t } from '../text/text.ts';

/**
 * Where a file goes that an option names, as a path; checked before anything is graded for it.
 * @param option as typed, such as `--json`.
 * @throws UsageError when its folder is not there, or when it is the next option: one has no file then.
 */
export function fileFor(option: string, given: string): string {
  if (given.startsWith('-')) {
    throw new UsageError(t`${option} needs a file, and ${given} looks like another option. A file of
      that name is ${`./${given}`}`);
  }
  const file = typed(given);
  if (existsSync(dirname(file))) return file;
  throw new UsageError(t`${option} ${given}: there is no folder ${dirname(file)}`);
}

/** Where JSON goes: a path, or `-` for standard output. */
export function jsonTarget(given: string | undefined): string | undefined {
  return given === undefined || given === '-' ? given : fileFor('--json', given);
}

/** Writes JSON to where {@link jsonTarget} says. */
export async function writeTo(json: string | undefined, result: object): Promise<void> {
  if (json === '-') process.stdout.write(toJson(result));
  else if (json !== undefined) await writeJson(result, json);
}

/** A result without the messages of its scenarios: for a page they are kept, in a result on request. */
export function withoutTraces(result: Result): Result {
  const scenarios = result.scenarios.map(({ traces: _, traceHash: __, ...scenario }) => scenario);
  return { ...result, scenarios };
}

export function exitCodeOf({ score, scenarios }: Result, minScore: number): number {
  if (scenarios.some(({ status }) => status === 'error')) return EXIT.fault;
  return score < minScore ? EXIT.below : EXIT.fine;
}
