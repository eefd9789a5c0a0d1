/** The few kinds of file that are read at all. */
import { GraderBug } from '../../errors.ts';
import { t } from '../../text/text.ts';
import { MAX_SOURCE_BYTES } from '../student-file.ts';
import { MAX_ARCHIVE_BYTES, MAX_METADATA_BYTES } from './limits.ts';

export type Kind = 'source' | 'archive' | 'metadata' | 'other';

/** Gradescope's list of who handed in what. */
export const METADATA_FILE = 'submission_metadata.yml';

/** What people call archives; those that cannot be read are here to be told so. */
const ARCHIVE = /\.(?:zip|tar|tgz|tar\.(?:gz|bz2|xz)|gz|7z|rar)$/i;

export function kindOf(path: string): Kind {
  if (path.endsWith('.ts')) return 'source';
  if (ARCHIVE.test(path)) return 'archive';
  return path === METADATA_FILE || path.endsWith(`/${METADATA_FILE}`) ? 'metadata' : 'other';
}

/** The most that is read of a file of this kind. */
export function maxBytesOf(kind: Kind): number {
  if (kind === 'source') return MAX_SOURCE_BYTES;
  if (kind === 'archive') return MAX_ARCHIVE_BYTES;
  if (kind === 'metadata') return MAX_METADATA_BYTES;
  throw new GraderBug(t`a file of another kind is never read`);
}

/** A name without the ending of an archive. */
export function withoutEnding(name: string): string {
  return name.replace(ARCHIVE, '') || name;
}
