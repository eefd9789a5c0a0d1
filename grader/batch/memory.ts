import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { UsageError } from '../errors.ts';
import { writeJson } from '../report/json.ts';
import { DEFAULT_RUBRIC, groupTitles } from '../score/rubric.ts';
import { freshSeed } from '../seed.ts';
import { t } from '../text/text.ts';
import { sha256Of } from './job.ts';
import type { Terms } from './plan.ts';

/** What a folder of results remembers of how they were made: `batch.json`. */
export const Memory = z.strictObject({
  schema: z.literal('pbft-lab/batch/v1'),
  kit: z.string(),
  tier: z.string(),
  rubric: z.string().describe('SHA-256 of the rubric'),
  groups: z
    .record(z.string(), z.string())
    .optional()
    .describe('Titles by group, as pages of students show them; absent with those of the lab'),
  seed: z.string().optional().describe('Of all submissions; absent with a secret'),
  secret: z.string().optional().describe('SHA-256 of the secret, never the secret itself'),
  shard: z.string().optional().describe('i/n: which part of the course this is'),
});
export type Memory = z.infer<typeof Memory>;

/** @throws UsageError when there is something else under that name. */
export async function recall(out: string): Promise<Memory | undefined> {
  const file = join(out, 'batch.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(t`cannot read ${file}: ${error.message}`);
  });
  if (text === undefined) return undefined;
  try {
    return Memory.parse(JSON.parse(text));
  } catch {
    throw new UsageError(t`${file} was not written by grade:all. Give another folder with --out.`);
  }
}

export async function remember(out: string, terms: Terms, shard?: string): Promise<void> {
  const { rubric, tier, chance } = terms;
  const isOwn = JSON.stringify(rubric) !== JSON.stringify(DEFAULT_RUBRIC);
  const memory: Memory = {
    schema: 'pbft-lab/batch/v1',
    kit: manifest.version,
    tier,
    rubric: sha256Of(JSON.stringify(rubric)),
    ...(isOwn ? { groups: Object.fromEntries(groupTitles(rubric)) } : {}),
    ...('seed' in chance ? { seed: chance.seed } : { secret: sha256Of(chance.secret) }),
    ...(shard === undefined ? {} : { shard }),
  };
  await writeJson(memory, join(out, 'batch.json'));
}

/**
 * The seed or secret of a batch: what was asked for, else that of the batch which is continued,
 * else a fresh seed.
 * @throws UsageError when the folder was made with a secret, and none or another is given.
 */
export function chanceOf(
  asked: { readonly seed?: string | undefined; readonly secret?: string | undefined },
  memory: Memory | undefined,
): Terms['chance'] {
  if (asked.secret !== undefined) {
    const { secret } = asked;
    if (memory?.secret === undefined || memory.secret === sha256Of(secret)) return { secret };
    throw new UsageError(t`--secret: these results were made with another secret. Take that one.`);
  }
  if (asked.seed !== undefined) return { seed: asked.seed };
  if (memory?.secret !== undefined) {
    throw new UsageError(t`these results were made with a secret: give it with --secret <file>.`);
  }
  return { seed: memory?.seed ?? freshSeed() };
}
