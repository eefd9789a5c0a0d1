/**
 * What grading a whole course yields: one row for each attempt that was graded, and for each
 * student who has none. One line of `results.jsonl`; gradebooks, platform files, statistics and
 * comparisons are all made from these rows.
 */
import * as z from 'zod';
import { Told } from '../text/told.ts';
import { Result } from './result.ts';

export const Student = z.strictObject({
  id: z.string().min(1).describe('What the platform knows the student by'),
  name: z.string().optional(),
  email: z.string().optional(),
  section: z.string().optional(),
});

export const Attempt = z.strictObject({
  number: z.int().positive().describe('Counts the attempts of one student from 1, oldest first'),
  of: z.int().positive().describe('How many attempts the student made'),
  from: z.string().describe('Where it was found, as a path inside the download'),
  submittedAt: z.iso.datetime({ offset: true }).optional(),
  late: z.boolean().optional().describe('What the platform said; the policy reads the time'),
});

export const Lateness = z.strictObject({
  days: z.int().nonnegative().describe('Days after the due date, each begun one counts whole'),
  graceDays: z.int().nonnegative().describe('Of these, days that cost nothing'),
  deducted: z.number().nonnegative().describe('Points taken off the raw score'),
});

export const CourseRow = z
  .strictObject({
    schema: z.literal('pbft-lab/row/v1'),
    student: Student,
    status: z
      .enum(['graded', 'not-graded', 'missing'])
      .describe('not-graded: the machine or the grader failed; missing: nothing was handed in'),
    attempt: Attempt.optional().describe('Absent when missing'),
    rawScore: z.number().nullable().describe('As earned; null when not graded, 0 when missing'),
    score: z.number().nullable().describe('After the late policy'),
    maxScore: z.number(),
    lateness: Lateness.optional().describe(
      'Present when it came after the due date of a late policy',
    ),
    reason: z.string().optional().describe('Present when not graded: whose fault, and what it was'),
    told: Told.optional(),
    result: Result.optional().describe('Present when graded'),
  })
  .describe('One attempt of a course, or a student without one');

export type Student = z.infer<typeof Student>;
export type Attempt = z.infer<typeof Attempt>;
export type Lateness = z.infer<typeof Lateness>;
export type CourseRow = z.infer<typeof CourseRow>;
