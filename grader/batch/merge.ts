import { cp, lstat, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { EnvironmentError, saidOf, UsageError } from '../errors.ts';
import { readRows } from '../report/course/write.ts';
import { writeJson } from '../report/json.ts';
import type { CourseRow } from '../score/course.ts';
import { Skipped } from '../submission/intake-types.ts';
import { type Said, t } from '../text/text.ts';
import { placesIn } from './course.ts';
import { Key } from './job.ts';
import { Memory, recall } from './memory.ts';

/** A path below the folder that names it, with slashes. */
const Inside = z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))submissions(?:\/[^/\\]+)+$/);
const Source = z.strictObject({
  student: z.string(),
  attempt: z.int().positive(),
  file: Inside,
  sha256: z.string().nullable(),
  result: Key.optional(),
});
const Sources = z.array(Source);
const AllSkipped = z.array(Skipped);

/** Whole files only; and no links, which could lead anywhere. */
const COPY = {
  recursive: true,
  filter: async (path: string): Promise<boolean> => {
    const info = await lstat(path);
    return info.isDirectory() || (info.isFile() && !path.endsWith('.tmp'));
  },
} as const;

/** A folder that grade:all wrote, and what it remembers. */
interface Part {
  readonly folder: string;
  readonly memory: Memory & { readonly shard: string };
}

/** How shards are merged. */
export interface MergeOptions {
  readonly out: string;
  /** True to merge though shards are missing. */
  readonly partial: boolean;
}

/**
 * Puts the shards of a course together in one folder, which then is as if all had been graded
 * there: grade:all can go on with it.
 * @returns the rows of the course, of which all reports are made.
 * @throws UsageError when the folders are not the shards of one course, or not all of them; nothing
 * is written then.
 */
export async function mergeShards(
  folders: readonly string[],
  { out, partial }: MergeOptions,
): Promise<CourseRow[]> {
  const parts = await partsIn(folders);
  const { shard: _, ...memory } = together(parts, partial);
  await checkOut(out, folders, memory);
  const rows: CourseRow[][] = [];
  for (const { folder } of parts) rows.push(await readRows(folder));
  checkOnce(parts, rows);
  const sources = await listed(parts, 'submissions.json', Sources);
  const skipped = await listed(parts, 'skipped.json', AllSkipped);
  const places = placesIn(out);
  try {
    for (const { folder } of parts) await cp(placesIn(folder).results, places.results, COPY);
    for (const [{ folder }, of] of pairs(parts, sources)) {
      for (const { file } of of) await cp(join(folder, file), join(out, file), COPY);
    }
  } catch (cause) {
    throw new EnvironmentError(t`cannot merge into ${out}: ${saidOf(cause)}`, { cause });
  }
  await writeJson(sources.flat().sort(by(({ student }) => student)), places.sources);
  // Every shard saw the whole download, and left out the same.
  const once = new Map(skipped.flat().map((one) => [JSON.stringify(one), one]));
  await writeJson([...once.values()], join(out, 'skipped.json'));
  await writeJson(memory, join(out, 'batch.json'));
  return rows.flat().sort(by(({ student }) => student.id));
}

async function partsIn(folders: readonly string[]): Promise<Part[]> {
  const parts: Part[] = [];
  for (const folder of folders) {
    const memory = await recall(folder);
    const shard = memory?.shard;
    if (memory === undefined) {
      throw new UsageError(
        t`${folder} has no batch.json: expected the --out of a grade:all --shard`,
      );
    }
    if (shard === undefined) {
      throw new UsageError(t`${folder} is a whole course, not a shard: there is nothing to merge`);
    }
    parts.push({ folder, memory: { ...memory, shard } });
  }
  const indexOf = ({ memory }: Part): number => Number(memory.shard.split('/')[0]);
  return parts.sort((a, b) => indexOf(a) - indexOf(b));
}

/** Sees that the parts belong together. @returns what they have in common. */
function together(parts: readonly Part[], partial: boolean): Memory {
  const [first] = parts;
  if (first === undefined) throw new UsageError(t`expected the folders of some shards`);
  for (const field of ['kit', 'tier', 'rubric', 'seed', 'secret'] as const) {
    const other = parts.find(({ memory }) => memory[field] !== first.memory[field]);
    if (other === undefined) continue;
    const text = ({ folder, memory }: Part): Said =>
      t`${memory[field]?.slice(0, 12) ?? t`none`} (${folder})`;
    throw new UsageError(
      t`shards of one course have the same ${field}; saw ${text(first)} and ${text(other)}`,
    );
  }
  const of = first.memory.shard.split('/')[1] ?? '';
  const byShard = new Map<string, Part>();
  for (const part of parts) {
    const { shard } = part.memory;
    if (!shard.endsWith(`/${of}`)) {
      throw new UsageError(
        t`expected shards of ${of}; ${part.folder} is shard ${shard}: a course is cut in one way`,
      );
    }
    const before = byShard.get(shard);
    if (before !== undefined) {
      throw new UsageError(t`${before.folder} and ${part.folder} are both shard ${shard}`);
    }
    byShard.set(shard, part);
  }
  const all = Array.from({ length: Number(of) }, (_, index) => `${index + 1}/${of}`);
  const missing = all.filter((shard) => !byShard.has(shard));
  if (missing.length === 0 || partial) return first.memory;
  throw new UsageError(
    t`${missing.length} of ${of} shards are missing: ${missing}.
        --partial merges without them.`,
  );
}

/** @throws UsageError when there is something in the way. */
async function checkOut(out: string, folders: readonly string[], memory: Memory): Promise<void> {
  if (folders.some((folder) => resolve(folder) === resolve(out))) {
    throw new UsageError(t`--out ${out}: this is one of the shards. Give a folder of its own.`);
  }
  const before = await recall(out);
  if (before === undefined || JSON.stringify(before) === JSON.stringify(Memory.parse(memory))) {
    return;
  }
  throw new UsageError(t`--out ${out}: it holds results of something else. Give another folder.`);
}

/** @throws UsageError when a student is in two shards: they were not cut from one list. */
function checkOnce(parts: readonly Part[], rows: readonly CourseRow[][]): void {
  const seen = new Map<string, Part>();
  for (const [part, of] of pairs(parts, rows)) {
    for (const id of new Set(of.map(({ student }) => student.id))) {
      const before = seen.get(id);
      if (before !== undefined) {
        throw new UsageError(
          t`student ${id} is in ${before.folder} and in ${part.folder}:
        give all shards the same download, and the same roster`,
        );
      }
      seen.set(id, part);
    }
  }
}

/** A list that each part has under the same name. */
async function listed<T>(parts: readonly Part[], name: string, schema: z.ZodType<T[]>) {
  const lists: T[][] = [];
  for (const { folder } of parts) {
    const file = join(folder, name);
    try {
      lists.push(schema.parse(JSON.parse(await readFile(file, 'utf8'))));
    } catch (error) {
      const why = error instanceof z.ZodError ? t`it has another form` : saidOf(error);
      throw new UsageError(t`cannot read ${file}: ${why}. Has this shard been graded to its end?`);
    }
  }
  return lists;
}

function pairs<A, B>(some: readonly A[], others: readonly B[]): [A, B][] {
  return some.flatMap((one, index): [A, B][] => {
    const other = others[index];
    return other === undefined ? [] : [[one, other]];
  });
}

/** Orders by code units, as the rows of every course are ordered. */
function by<T>(textOf: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0);
}
