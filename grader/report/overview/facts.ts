/** What stands beside the rows of a course in its folder, as far as the overview shows it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { DEFAULT_RUBRIC, groupTitles } from '../../score/rubric.ts';

/** Where the overview looks for what grade:similar writes with `--json`. */
export const SIMILAR = 'similar.json';

const HASH_SHOWN = 12;

/** Of `batch.json`, which grade:all writes. */
const Batch = z.object({
  rubric: z.string(),
  groups: z.record(z.string(), z.string()).optional(),
  secret: z.string().optional(),
  shard: z.string().optional(),
});

const Side = z.object({
  student: z.string(),
  name: z.string().optional(),
  attempt: z.int().positive(),
});
const Lines = z.array(z.object({ line: z.int(), text: z.string() }));

/** Of the JSON of grade:similar. */
const Similar = z.object({
  schema: z.literal('pbft-lab/similar/v1'),
  submissions: z.int(),
  compared: z.int(),
  pairs: z.array(
    z.object({
      left: Side,
      right: Side,
      similarity: z.number(),
      overlap: z.int(),
      longest: z.int(),
      fragments: z.array(z.object({ left: Lines, right: Lines })),
    }),
  ),
});

type Similar = z.infer<typeof Similar>;
export type SimilarPair = Similar['pairs'][number];
export type SimilarSide = z.infer<typeof Side>;

/** What is known of how a course was graded, and of what was found beside. */
export interface Facts {
  /** The beginning of the rubric's SHA-256, and whether it is the one that comes with the lab. */
  readonly rubric: { readonly isDefault: boolean; readonly hash: string } | undefined;
  /** True when each student's seed follows from a secret. */
  readonly isSecret: boolean;
  /** i/n when this is a part of a course. */
  readonly shard: string | undefined;
  readonly similar: Similar | undefined;
}

/** Reads what is there: a folder may hold nothing but rows, and files that are not ours. */
export async function factsIn(out: string): Promise<Facts> {
  const batch = await batchIn(out);
  return {
    rubric: batch && rubricOf(batch.rubric),
    isSecret: batch?.secret !== undefined,
    shard: batch?.shard,
    similar: Similar.safeParse(await jsonIn(join(out, SIMILAR))).data,
  };
}

/** Titles by group, in the order in which they are shown: those of the rubric that graded. */
export async function titlesIn(out: string): Promise<ReadonlyMap<string, string>> {
  const groups = (await batchIn(out))?.groups;
  return groups === undefined ? groupTitles(DEFAULT_RUBRIC) : new Map(Object.entries(groups));
}

async function batchIn(out: string): Promise<z.infer<typeof Batch> | undefined> {
  return Batch.safeParse(await jsonIn(join(out, 'batch.json'))).data;
}

function rubricOf(sha256: string): Facts['rubric'] {
  const own = createHash('sha256').update(JSON.stringify(DEFAULT_RUBRIC)).digest('hex');
  return { isDefault: sha256 === own, hash: sha256.slice(0, HASH_SHOWN) };
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
