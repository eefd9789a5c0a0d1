import { UsageError } from '../errors.ts';
import { probe, TIERS, type Tier } from '../sandbox/tiers.ts';
import { t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';

/** What may be asked for: a tier, or the strongest that this machine can give. */
export const SANDBOXES = ['auto', ...TIERS] as const;
export type AskedTier = (typeof SANDBOXES)[number];

/**
 * The tier in which the submissions of others are graded.
 * @param ask tries what this machine can give.
 * @throws UsageError when this machine cannot give it; and when it can give `process` only, which
 * keeps no malice in and must be asked for by name.
 */
export async function tierFor(asked: AskedTier, ask = probe): Promise<Tier> {
  if (asked === 'process') return asked;
  const { strongest, tiers } = await ask();
  if (asked === 'auto') {
    if (strongest !== 'process') return strongest;
    throw new UsageError(
      t`this machine can keep submissions apart as processes of one user only, which stops no
        hostile one. \`npm run sandbox:probe\` says what to do; --sandbox process grades all the same.`,
    );
  }
  const { works, advice } = tiers[asked];
  if (works) return asked;
  const why =
    tiers[asked].why === undefined ? t`it does not work here` : saidIn(tiers[asked], 'why');
  if (advice === undefined) throw new UsageError(t`--sandbox ${asked}: ${why}.`);
  throw new UsageError(t`--sandbox ${asked}: ${why}. ${saidIn(tiers[asked], 'advice')}`);
}
