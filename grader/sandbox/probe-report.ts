import * as z from 'zod';
import { Told } from '../text/told.ts';
import { TIERS, Tier } from './sandbox.ts';

/** One attack, as it was really tried. */
export const Check = z.strictObject({
  attack: z.string().describe('What was tried, in words'),
  stopped: z.boolean(),
  detail: z.string().optional().describe('What it got, or the error that it met'),
});
export type Check = z.infer<typeof Check>;

/** What one tier is worth on this machine. */
export const TierReport = z.strictObject({
  works: z.boolean().describe('Servers run in it, and it stops what it claims to stop'),
  why: z.string().optional().describe('Why it does not work'),
  advice: z.string().optional().describe('What to do about that, or about what it does not stop'),
  told: Told.optional(),
  checks: z.array(Check).describe('Empty when no server could be started'),
});
export type TierReport = z.infer<typeof TierReport>;

/** What this machine can give. */
export const ProbeReport = z.strictObject({
  strongest: Tier,
  tiers: z.strictObject({ bwrap: TierReport, uid: TierReport, process: TierReport }),
});
export type ProbeReport = z.infer<typeof ProbeReport>;

/** @returns the strongest tier that works; `process` works wherever Node does. */
export function strongestOf(tiers: ProbeReport['tiers']): Tier {
  return TIERS.find((tier) => tiers[tier].works) ?? 'process';
}
