import * as z from 'zod';
import { Told } from '../text/told.ts';

/** Whose code it is, and where it was read. */
const Side = z.strictObject({
  student: z.string(),
  name: z.string().optional(),
  attempt: z.int().positive(),
  file: z.string().describe('Path below the folder that was given'),
});

const Compared = z.strictObject({
  ...Side.shape,
  own: z.int().positive().describe('Fingerprints that neither the starter nor most others have'),
});

const Lines = z.array(
  z.strictObject({
    line: z.int().nonnegative().describe('Its number in the submission, from 1'),
    text: z.string(),
  }),
);

const Fragment = z.strictObject({
  fingerprints: z.int().positive(),
  left: Lines,
  right: Lines,
});

const SimilarPair = z.strictObject({
  left: Compared,
  right: Compared,
  similarity: z.number().min(0).max(1).describe('Share of the own fingerprints that both have'),
  overlap: z.int().positive().describe('How many that are, counted on both sides'),
  longest: z.int().nonnegative().describe('Most fingerprints in a row that both have'),
  fragments: z.array(Fragment).describe('The longest first; none when the code repeats itself'),
});

const Left = z.strictObject({ ...Side.shape, why: z.string(), told: Told.optional() });

/** What comparing a course yields: the most similar pairs first. No verdict. */
export const Similarities = z.strictObject({
  schema: z.literal('pbft-lab/similar/v1'),
  submissions: z.int().describe('How many were given'),
  compared: z.int().describe('How many have enough of their own to be compared'),
  leftOut: z.array(Left).describe('Those that have not, and why'),
  cut: z.array(Side).describe('So large that only the first tokens were compared'),
  pairs: z.array(SimilarPair),
});

export type Fragment = z.infer<typeof Fragment>;
export type SimilarPair = z.infer<typeof SimilarPair>;
export type Left = z.infer<typeof Left>;
export type Similarities = z.infer<typeof Similarities>;
