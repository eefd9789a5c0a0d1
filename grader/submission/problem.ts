import type { SubmissionError } from '../errors.ts';
import type { Problem } from '../score/result.ts';
import { spelled } from '../text/told.ts';

/** What a result says of a submission that cannot be graded. */
export function problemOf({ code, said, help, location }: SubmissionError): Problem {
  const texts = spelled({ message: said, help });
  return location === undefined ? { code, ...texts } : { code, ...texts, location };
}
