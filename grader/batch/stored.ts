import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { CourseRow } from '../score/course.ts';
import type { Result } from '../score/result.ts';
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
  const keys = await keysIn(placesIn(out).sources);
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

async function keysIn(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  const { data: sources = [] } = Sources.safeParse(parsed(text));
  return new Map(
    sources.flatMap(({ student, attempt, result }) =>
      result === undefined ? [] : [[nameOf(student, attempt), result]],
    ),
  );
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
