import type { Gap, Said } from '../text/text.ts';

/** A list by itself, with the commas of the language. */
export function listOf(items: readonly Gap[]): Said {
  return { text: '{0}', gaps: [items] };
}
