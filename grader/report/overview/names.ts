import { createHash } from 'node:crypto';
import type { CourseRow } from '../../score/course.ts';

/** Folder of the pages of students, in the folder of results. */
export const REPORTS = 'reports';

/** Names that Windows keeps for its devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const MAX_ID_CHARS = 60;
const HASH_DIGITS = 16;

/**
 * The file of one attempt's page: safe on every system, a part of an address as it is, and nobody
 * else's. An id that is no such name, in small letters, is told apart by a hash; the attempt comes
 * last when there are several.
 */
export function reportFile({ student: { id }, attempt }: CourseRow): string {
  const safe = id.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, MAX_ID_CHARS);
  // Some file systems take "Ada" and "ada" for one name.
  const isPlain = safe === id && id === id.toLowerCase() && !DEVICE.test(id);
  const name = isPlain ? id : `${safe}~${hashOf(id)}`;
  const which = attempt === undefined || attempt.of === 1 ? '' : `.${attempt.number}`;
  return `${name}${which}.html`;
}

/** True for what {@link reportFile} makes: anything else in a list of pages is not ours. */
export function isReportFile(name: string): boolean {
  return /^[\w-]{0,60}(?:~[0-9a-f]{16})?(?:\.\d+)?\.html$/.test(name);
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, HASH_DIGITS);
}
