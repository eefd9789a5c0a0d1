/**
 * What other systems read, as schemas. They are stricter than the systems themselves: a field that is
 * not here is a mistake of ours. Where each file goes is told in docs/en/instructor/platforms.md.
 */
import * as z from 'zod';

const GradescopeFormat = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);
const GradescopeVisibility = z.enum(['hidden', 'after_due_date', 'after_published', 'visible']);

const GradescopeTest = z.strictObject({
  score: z.number(),
  max_score: z.number(),
  status: z.enum(['passed', 'failed']).optional(),
  name: z.string(),
  name_format: GradescopeFormat.optional(),
  number: z.string().optional(),
  output: z.string().optional(),
  output_format: GradescopeFormat.optional(),
  tags: z.array(z.string()).optional(),
  visibility: GradescopeVisibility.optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
});

/** Gradescope: `/autograder/results/results.json`. */
export const GradescopeResults = z.strictObject({
  score: z.number(),
  execution_time: z.number().nonnegative().optional(),
  output: z.string().optional(),
  output_format: GradescopeFormat.optional(),
  test_output_format: GradescopeFormat.optional(),
  test_name_format: GradescopeFormat.optional(),
  visibility: GradescopeVisibility.optional(),
  stdout_visibility: GradescopeVisibility.optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
  leaderboard: z
    .array(
      z.strictObject({
        name: z.string(),
        value: z.union([z.number(), z.string()]),
        order: z.enum(['asc', 'desc']).optional(),
      }),
    )
    .optional(),
  tests: z.array(GradescopeTest).optional(),
});

/** Autolab: the last line of standard output. */
export const AutolabScores = z.strictObject({
  scores: z.record(z.string(), z.number()),
  scoreboard: z.array(z.union([z.number(), z.string()])).optional(),
});

const AutolabStage = z.record(
  z.string(),
  z.strictObject({ passed: z.boolean(), hint: z.string().optional() }),
);

/** Autolab: the line before the last, which is shown as a table. A key for each of the stages. */
export const AutolabFeedback = z
  .object({ _presentation: z.literal('semantic'), stages: z.array(z.string()) })
  .catchall(AutolabStage)
  .refine((feedback) => {
    const keys = Object.keys(feedback).filter((key) => key !== '_presentation' && key !== 'stages');
    return keys.sort().join('\n') === [...feedback.stages].sort().join('\n');
  }, 'the stages are those that are listed');

const ClassroomStatus = z.enum(['pass', 'fail', 'error']);

/** GitHub Classroom: the step output `result` is this as JSON, in base64. */
export const ClassroomResult = z.strictObject({
  version: z.literal(1),
  status: ClassroomStatus,
  max_score: z.int().nonnegative(),
  tests: z.array(
    z.strictObject({
      name: z.string(),
      status: ClassroomStatus,
      score: z.int().nonnegative().describe('Always there: without it all points are given'),
      message: z.string(),
      test_code: z.string(),
      filename: z.string(),
      line_no: z.int().nonnegative(),
      duration: z.number().nonnegative().describe('Milliseconds'),
    }),
  ),
});

/** PrairieLearn: `/grade/results/results.json`, at most 1 MB. */
export const PrairieLearnResults = z
  .strictObject({
    gradable: z.boolean(),
    score: z.number().min(0).max(1),
    format_errors: z.array(z.string()).optional(),
    message: z.string().optional(),
    output: z.string().optional(),
    images: z.array(z.strictObject({ label: z.string(), url: z.string() })).optional(),
    tests: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        points: z.number().nonnegative(),
        max_points: z.number().nonnegative(),
        message: z.string(),
        output: z.string(),
      }),
    ),
  })
  .refine(
    ({ gradable, format_errors }) => gradable || (format_errors ?? []).length > 0,
    'what cannot be graded says why',
  );

/** Classroom50: the result of one submission. */
export const Classroom50Result = z.strictObject({
  schema: z.literal('classroom50/result/v1'),
  score: z.int().nonnegative(),
  'max-score': z.int().nonnegative(),
  tests: z.array(
    z.strictObject({
      'test-name': z.string(),
      passed: z.boolean(),
      score: z.int().nonnegative(),
      'max-score': z.int().nonnegative(),
    }),
  ),
});

export type GradescopeResults = z.infer<typeof GradescopeResults>;
export type AutolabScores = z.infer<typeof AutolabScores>;
export type AutolabFeedback = z.infer<typeof AutolabFeedback>;
export type ClassroomResult = z.infer<typeof ClassroomResult>;
export type PrairieLearnResults = z.infer<typeof PrairieLearnResults>;
export type Classroom50Result = z.infer<typeof Classroom50Result>;
