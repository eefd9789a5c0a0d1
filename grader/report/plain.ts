import { withCodes } from '../text/unseen.ts';

/** Longest text of a submission's that is shown at one place. */
const MAX_SHOWN_CHARS = 600;

/**
 * Text that a submission could have influenced, made safe for a terminal: what a person cannot
 * see is written as a code, and long text is cut.
 */
export function plain(text: string): string {
  const cut = text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)} …` : text;
  return withCodes(cut);
}
