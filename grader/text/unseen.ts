/** What a person cannot see: controls, bidi marks, zero-width characters, line separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Halves of characters, and what is none: XML forbids them, and JSON readers stumble over them. */
const NO_CHARACTER = /[\p{Cs}\uFFFE\uFFFF]/gu;

/** Writes as a code what a person cannot see; lines stay lines. */
export function withCodes(text: string): string {
  return text.replace(UNSEEN, (char) =>
    char === '\n' ? char : `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Replaces what is no character by the sign for that. */
export function wellFormed(text: string): string {
  return text.replace(NO_CHARACTER, '\uFFFD');
}
