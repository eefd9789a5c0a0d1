import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import type * as z from 'zod';
import { messageOf, UsageError } from './errors.ts';
import { CATALOGUE } from './scenarios/index.ts';
import { Rubric } from './score/rubric.ts';
import { rubricProblems } from './score/rubric-check.ts';

/** A rubric of 47 scenarios has some 4 kB; more than this is another file. */
const MAX_BYTES = 1_000_000;

/**
 * Reads an instructor's rubric.
 * @throws UsageError with the file and the place in it: not there, not JSON, another form, a name
 * that does not exist, needs that go round in a circle, or points that do not add up to 100.
 */
export async function readRubric(file: string): Promise<Rubric> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file}: cannot read the rubric: ${messageOf(error)}`);
  });
  if (text.length > MAX_BYTES) throw new UsageError(`${file}: too big for a rubric`);
  const parsed = Rubric.safeParse(await parseJson(file, text.replace(/^\uFEFF/, '')));
  if (!parsed.success) throw new UsageError(told(file, parsed.error.issues.map(issueText)));
  const problems = rubricProblems(parsed.data, CATALOGUE);
  if (problems.length > 0) throw new UsageError(told(file, problems));
  return parsed.data;
}

/** `JSON.parse` often names no place, and takes the last of two equal keys: esbuild tells both. */
async function parseJson(file: string, text: string): Promise<unknown> {
  const found = await transform(text, { loader: 'json', logLevel: 'silent' }).then(
    ({ warnings }) => warnings,
    ({ errors }: { errors: Awaited<ReturnType<typeof transform>>['warnings'] }) => errors,
  );
  const [first] = found;
  if (first !== undefined) {
    const { line = 1, column = 0 } = first.location ?? {};
    throw new UsageError(`${file}:${line}:${column + 1}: not a JSON rubric: ${first.text}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: not a JSON rubric: ${messageOf(error)}`);
  }
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** One problem on the line of the file's name, several on lines of their own. */
function told(file: string, problems: readonly string[]): string {
  const [only, ...more] = problems;
  return more.length === 0 ? `${file}: ${only}` : `${file}:\n  ${problems.join('\n  ')}`;
}
