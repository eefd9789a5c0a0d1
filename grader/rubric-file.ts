import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import type * as z from 'zod';
import zhCN from 'zod/v4/locales/zh-CN.js';
import { saidOf, UsageError } from './errors.ts';
import { CATALOGUE } from './scenarios/index.ts';
import { Rubric } from './score/rubric.ts';
import { rubricProblems } from './score/rubric-check.ts';
import { type Language, spokenLanguage } from './text/language.ts';
import { type Gap, type Said, t } from './text/text.ts';

/** A rubric of 47 scenarios has some 4 kB; more than this is another file. */
const MAX_BYTES = 1_000_000;

/**
 * Reads an instructor's rubric.
 * @throws UsageError with the file and the place in it: not there, not JSON, another form, a name
 * that does not exist, needs that go round in a circle, or points that do not add up to 100.
 */
export async function readRubric(file: string): Promise<Rubric> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(t`${file}: cannot read the rubric: ${saidOf(error)}`);
  });
  if (text.length > MAX_BYTES) throw new UsageError(t`${file}: too big for a rubric`);
  const given = await parseJson(file, text.replace(/^\uFEFF/, ''));
  const parsed = Rubric.safeParse(given, zodIn(spokenLanguage()));
  if (!parsed.success) throw new UsageError(told(file, parsed.error.issues.map(issueText)));
  const problems = rubricProblems(parsed.data, CATALOGUE);
  if (problems.length > 0) throw new UsageError(told(file, problems));
  return parsed.data;
}

/** So that zod says what is not right in the language. */
function zodIn(language: Language): { error?: z.core.$ZodErrorMap } {
  return language === 'zh' ? { error: zhCN().localeError } : {};
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
    throw new UsageError(t`${file}:${line}:${column + 1}: not a JSON rubric: ${first.text}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(t`${file}: not a JSON rubric: ${saidOf(error)}`);
  }
}

function issueText({ path, message }: z.core.$ZodIssue): Gap {
  return path.length === 0 ? message : t`${path.join('.')}: ${message}`;
}

/** One problem on the line of the file's name, several on lines of their own. */
function told(file: string, problems: readonly Gap[]): Said {
  const [only, ...more] = problems;
  if (only !== undefined && more.length === 0) return t`${file}: ${only}`;
  const lines = problems.map((_, index) => `\n  {${index + 1}}`).join('');
  return { text: `{0}:${lines}`, gaps: [file, ...problems] };
}
