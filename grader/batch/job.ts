import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import * as z from 'zod';
import { Result } from '../score/result.ts';
import { Rubric } from '../score/rubric.ts';
import type { Message } from '../text/text.ts';
import { spelled, Told } from '../text/told.ts';

/**
 * What one grade is a function of: the same of these gives the same result, on any machine, in any
 * order, whatever runs beside it.
 */
export const Conditions = z.strictObject({
  kit: z.string().describe('Version of the grader'),
  rubric: Rubric,
  seed: z.string(),
  tier: z.string().describe('How the processes are kept apart'),
});
export type Conditions = z.infer<typeof Conditions>;

/** The name of a result. */
export const Key = z.string().regex(/^[0-9a-f]{64}$/);

/** One submission to be graded by a worker process, on this machine or another. */
export const Job = z.strictObject({
  key: Key,
  source: z.string().describe('The whole server.ts'),
  traces: z
    .literal(true)
    .optional()
    .describe('To keep the traces of what fails: no grade depends on it, so the key does not'),
  ...Conditions.shape,
});
export type Job = z.infer<typeof Job>;

/** How a grade ended. Only what was graded is kept. */
export const Outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('graded'), result: Result }),
  z.strictObject({
    kind: z.literal('fault'),
    reason: z.string().describe('What the machine or the grader could not do'),
    told: Told.optional(),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** The outcome of what could not be graded. */
export function fault(reason: Message): Outcome {
  return { kind: 'fault', ...spelled({ reason }) };
}

/** The name of a result: SHA-256 of all that it is a function of. */
export function keyOf(sha256: string, conditions: Conditions): string {
  return sha256Of(canonicalize({ sha256, ...conditions }) ?? '');
}

/**
 * The seed of one student, from the secret of an assignment: nobody can know it before, and the
 * same student always gets the same.
 */
export function seedOf(secret: string, student: string): string {
  return createHmac('sha256', secret).update(student).digest('hex').slice(0, SEED_DIGITS);
}

/** Shorter than a seed may be, and too long to try all. */
const SEED_DIGITS = 24;

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
