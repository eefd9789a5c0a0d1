import { isEnvironmentFault, saidOf, ToldError } from '../../errors.ts';
import { t } from '../../text/text.ts';

/** What reading one folder or archive may cost. */
export interface Limits {
  /** Files and folders in it, those that are left out counted too. */
  readonly entries: number;
  /** All that it unpacks to. A zip file is read in places; of it only these are counted. */
  readonly unpackedBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** Of what the instructor gives: hundreds of submissions, some with their node_modules. */
export const DOWNLOAD_LIMITS: Limits = { entries: 2_000_000, unpackedBytes: 16 * GIB };

/** Of an archive that a student handed in. */
export const HANDED_IN_LIMITS: Limits = { entries: 50_000, unpackedBytes: 256 * MIB };

/** Entries whose paths are kept in memory; the rest is junk, or too much. */
export const MAX_KEPT_ENTRIES = 200_000;

/** An archive within a submission, packed. */
export const MAX_ARCHIVE_BYTES = 64 * MIB;

/** `submission_metadata.yml` of 500 students has some 5 MB: it holds what their tests printed. */
export const MAX_METADATA_BYTES = 32 * MIB;

/** Times its packed size that data may unpack to; source text is packed 5 to 20 times smaller. */
export const MAX_RATIO = 100;
/** Less than this is no bomb, whatever its ratio. */
export const RATIO_FREE_BYTES = 8 * MIB;

/** Longest path that is read, in characters. */
export const MAX_PATH_CHARS = 1_000;
/** Most folders that a path may name. */
export const MAX_PATH_FOLDERS = 40;

/** The folder or archive is of no use as a whole: damaged, not of its kind, or too big. */
export class ArchiveError extends ToldError {}

/** Throws what the machine could not do as it is; all else is the archive's. */
export function failed(error: unknown): never {
  if (error instanceof ArchiveError || isEnvironmentFault(error)) throw error;
  throw new ArchiveError(t`it is damaged: ${saidOf(error)}`, { cause: error });
}
