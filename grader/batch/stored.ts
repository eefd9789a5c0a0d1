import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { UsageError } from '../errors.ts';
import type { CourseRow } from '../score/course.ts';
import type { Result } from '../score/result.ts';
import { t } from '../text/text.ts';
import { placesIn } from './course.ts';
import { Key } from './job.ts';
import { Store } from './store.ts';

/** Of `submissions.json` what leads to a result; a folder of an older version has no `result`. */
const Sources = z.array(
  z.object({ student: z.string(), attempt: z.int().positive(), result: Key.optional() }),
);

/**
 * Finds the stored results of a course, traces included where they were kept.
 * @param out the folder that grade:all or grade:merge wrote.
 * @returns what reads the result of one row; undefined when there is none, or it is of another grade.
 */
export async function storedIn(
  out: string,
): Promise<(row: CourseRow) => Promise<Result | undefined>> {
  const keys = await keysIn(out);
  const store = Store.toRead(placesIn(out).results);
  return async ({ student, attempt, result }) => {
    const key = keys.get(nameOf(student.id, attempt?.number));
    if (key === undefined || result === undefined) return undefined;
    const stored = await store.read(key);
    // A batch that was stopped while it graded anew holds rows of before.
    const isOfRow =
      stored?.durationMs === result.durationMs &&
      stored.score === result.score &&
      stored.submission.sha256 === result.submission.sha256;
    return isOfRow ? stored : undefined;
  };
}

/**
 * A folder of results is of one course: another one's would take the place of its grades.
 * @throws UsageError when none of these students has anything there, and others have.
 */
export async function mustBeOfCourse(out: string, students: readonly string[]): Promise<void> {
  const before = new Set((await sourcesIn(out)).map(({ student }) => student));
  if (before.size === 0 || students.some((id) => before.has(id))) return;
  throw new UsageError(
    t`--out ${out}: has results of another course: ${before.size} students, and none of those here.
      Give another folder.`,
  );
}

async function keysIn(out: string): Promise<Map<string, string>> {
  return new Map(
    (await sourcesIn(out)).flatMap(({ student, attempt, result }) =>
      result === undefined ? [] : [[nameOf(student, attempt), result]],
    ),
  );
}

async function sourcesIn(out: string): Promise<z.infer<typeof Sources>> {
  const text = await readFile(placesIn(out).sources, 'utf8').catch(() => '[]');
  return Sources.safeParse(parsed(text)).data ?? [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameOf(student: string, attempt: number | undefined): string {
  return JSON.stringify([student, attempt]);
}
