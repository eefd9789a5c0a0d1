import type { Message } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import type { Result } from './result.ts';

/** A result with further notes behind its own, each as it can be told in every language. */
export function withNotes<R extends Pick<Result, 'notes' | 'told'>>(
  result: R,
  more: readonly Message[],
): R {
  const { notes = result.notes } = result.told ?? {};
  const before = Array.isArray(notes) ? notes : result.notes;
  const { told, ...texts } = spelled({ notes: [...before, ...more] });
  return {
    ...result,
    ...texts,
    ...(told === undefined ? {} : { told: { ...result.told, ...told } }),
  };
}
