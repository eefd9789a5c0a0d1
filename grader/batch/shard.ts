import { invalid } from '../ending.ts';
import { UsageError } from '../errors.ts';
import type { Intake } from '../submission/intake-types.ts';
import { t } from '../text/text.ts';
import type { Memory } from './memory.ts';

/** One of several parts of a course: the index counts from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Each part calibrates its machine, which takes seconds: more parts only waste them. */
const MAX_SHARDS = 1_000;

/** Reads `i/n`. */
export function shardIn(value: string): Shard {
  const [, index = '', of = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of && shard.of <= MAX_SHARDS) return shard;
  throw invalid(
    t`Expected i/n, such as 2/8: part i, from 1 to n, of n parts, at most ${MAX_SHARDS}.`,
  );
}

export function shardText({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/**
 * Of a download what belongs to one shard: the students whose place in the sorted list of all ids,
 * those who handed in nothing included, is the index modulo the number of shards. It does not
 * matter where or when it is asked: each student is in one shard, with all attempts.
 */
export function inShard(intake: Intake, { index, of }: Shard): Intake {
  const { taken, missing, notOnRoster } = intake;
  const all = [...taken.map(({ student }) => student.id), ...missing.map(({ id }) => id)];
  const own = new Set([...new Set(all)].sort().filter((_, place) => place % of === index - 1));
  return {
    ...intake,
    taken: taken.filter(({ student }) => own.has(student.id)),
    missing: missing.filter(({ id }) => own.has(id)),
    ...(notOnRoster === undefined ? {} : { notOnRoster: notOnRoster.filter((id) => own.has(id)) }),
  };
}

/**
 * Refuses a shard that could not be merged with the others.
 * @param memory what is known of the folder of results, when there was a batch before.
 * @throws UsageError when there is no seed for all shards, or the folder holds another part.
 */
export function checkShard(
  shard: Shard | undefined,
  asked: { readonly seed?: string | undefined; readonly secret?: string | undefined },
  memory: Memory | undefined,
): void {
  const text = shard && shardText(shard);
  if (memory !== undefined && memory.shard !== text) {
    const held = memory.shard === undefined ? t`a whole course` : t`shard ${memory.shard}`;
    const asks = text === undefined ? t`no shard was asked for` : t`shard ${text} was asked for`;
    throw new UsageError(t`--out: this folder holds ${held}, and ${asks}. Give another folder.`);
  }
  const isFixed = asked.seed !== undefined || asked.secret !== undefined || memory !== undefined;
  if (shard === undefined || isFixed) return;
  throw new UsageError(
    t`--shard: give --seed or --secret, the same to all shards: else each would draw its own,
        and students of different shards would be graded by different choices.`,
  );
}
