/** Control and format characters but the newline: escapes, bidi marks, NUL, zero-width ones. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Longest text of a submission's that is shown at one place. */
const MAX_SHOWN_CHARS = 600;

/**
 * Text that a submission could have influenced, made safe for a terminal: what a person cannot
 * see is written as a code, and long text is cut.
 */
export function plain(text: string): string {
  const cut = text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)} …` : text;
  return cut.replace(INVISIBLE, (char) =>
    char === '\n' ? char : `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
