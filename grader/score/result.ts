/**
 * The result of grading one submission: the one format that every report is made from.
 *
 * Described for readers in docs/dev/result-format.md; exported as JSON Schema by
 * `npm run schema`.
 */
import * as z from 'zod';
import { SUBMISSION_ERROR_CODES } from '../errors.ts';
import { Told } from '../text/told.ts';
import { SceneTrace } from './trace.ts';

const Location = z.strictObject({
  file: z.string().describe('Path inside the lab, such as zpbft/server.ts'),
  line: z.int().positive().describe('Counts from 1'),
  column: z.int().positive().optional().describe('Counts from 1'),
  lineText: z.string().optional().describe('The text of that line'),
});

export const Cause = z
  .strictObject({
    code: z.string().describe('Stable name of the rule'),
    rule: z.string().describe('The broken rule in one sentence'),
    rationale: z.string().describe('Why the rule exists'),
    sent: z.array(z.string()).describe('What the grader did, one step an entry'),
    expected: z.string(),
    actual: z.string(),
    help: z.string().describe('What to look at next'),
    functions: z.array(z.string()).describe('Functions to look at, the likeliest first'),
    location: Location.optional().describe('Where the code stopped, when it did'),
    timedOut: z
      .literal(true)
      .optional()
      .describe('Only a time limit tells; the machine was checked with the reference, and is fit'),
    told: Told.optional(),
  })
  .describe('Why a scenario failed');

export const Problem = z
  .strictObject({
    code: z.enum(SUBMISSION_ERROR_CODES),
    message: z.string(),
    help: z.string(),
    location: Location.optional(),
    told: Told.optional(),
  })
  .describe('Why no scenario could be run: the submission does not build or start');

export const ScenarioResult = z.strictObject({
  id: z.string(),
  group: z.string(),
  story: z.string().describe('What happens in the scenario, in one sentence'),
  status: z
    .enum(['passed', 'failed', 'blocked', 'error'])
    .describe(
      'blocked: it needs something that did not work; error: the machine could not decide it',
    ),
  score: z.int().nonnegative(),
  maxScore: z.int().nonnegative(),
  durationMs: z.int().nonnegative(),
  blockedBy: z.array(z.string()).optional().describe('What it needs and did not get'),
  cause: Cause.optional().describe('Present when failed'),
  error: z.string().optional().describe('Present when error'),
  counted: z.string().optional().describe('What was counted, such as schedules explored'),
  told: Told.optional(),
  waitedMs: z
    .strictObject({
      start: z.int().optional().describe('for server processes to start'),
      event: z.int().optional().describe('for an event that must happen'),
      idle: z.int().optional().describe('for the network to come to rest'),
      grace: z.int().optional().describe('for an event, after the network came to rest'),
      end: z.int().optional().describe('for server processes to be gone'),
    })
    .optional()
    .describe('Where the time went, in milliseconds'),
  traces: z.array(SceneTrace).optional().describe('One a cluster, when asked for with --trace'),
  traceHash: z
    .string()
    .optional()
    .describe('Equal for equal messages in equal order of delivery; present with traces'),
});

export const Result = z
  .strictObject({
    schema: z.literal('pbft-lab/result/v1'),
    kit: z.string().describe('Version of the grader'),
    score: z.int().nonnegative(),
    maxScore: z.int().nonnegative().describe('100 unless only some scenarios were asked for'),
    seed: z.string().describe('Repeats the same choices with --seed'),
    sandbox: z.string().describe('How the processes were kept apart'),
    node: z.string().describe('Version of Node that ran the servers'),
    durationMs: z.int().nonnegative(),
    starts: z.int().nonnegative().describe('Server processes that were started'),
    submission: z.strictObject({
      id: z.string().describe('Name of the folder or file'),
      sha256: z.string().nullable().describe('Of zpbft/server.ts; null when it is missing'),
    }),
    problem: Problem.optional(),
    notes: z.array(z.string()).describe('What the reader should know, such as ignored changes'),
    told: Told.optional(),
    scenarios: z.array(ScenarioResult),
  })
  .describe('Result of grading one submission');

export type Cause = z.infer<typeof Cause>;
export type Problem = z.infer<typeof Problem>;
export type ScenarioResult = z.infer<typeof ScenarioResult>;
export type Result = z.infer<typeof Result>;

/** The JSON Schema (draft 2020-12) of {@link Result}. */
export function resultJsonSchema(): object {
  return z.toJSONSchema(Result);
}
