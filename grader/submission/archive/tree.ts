/**
 * What a folder, a zip file or a tar file holds, in one form: layouts do not know which it was.
 * Nothing is ever written under a name from here.
 */
import { type Said, t } from '../../text/text.ts';
import { ArchiveError, type Limits, MAX_KEPT_ENTRIES } from './limits.ts';
import { aboveJunk, nameFault, parentOf, printable, tidy } from './names.ts';
import type { Skips } from './skips.ts';

/** One regular file with a harmless path. */
export interface Entry {
  /** From the top of the download, with `/`. */
  readonly path: string;
  /** In bytes, as it is declared. */
  readonly size: number;
  /**
   * Its content. Iterating throws ArchiveError when it is damaged, encrypted, or not as declared.
   */
  open(): AsyncIterable<Uint8Array>;
}

export interface Tree {
  /** What it is called, without the ending of an archive. */
  readonly name: string;
  readonly files: ReadonlyMap<string, Entry>;
  /** Folders that are named by themselves, or whose files were left out. */
  readonly folders: ReadonlySet<string>;
  /** Ends the reading of it. */
  close(): Promise<void>;
}

export interface Source {
  readonly name: string;
  /** Put before each path, with its `/`: the archive that a student handed in. */
  readonly prefix: string;
  readonly limits: Limits;
  readonly skips: Skips;
}

/** What is neither a file nor a folder, as people are told that it was left out. */
const OTHERS = {
  'symbolic link': t`a symbolic link`,
  'hard link': t`a hard link`,
  device: t`a device`,
  'named pipe': t`a named pipe`,
  socket: t`a socket`,
  'entry of unknown type': t`an entry of unknown type`,
} satisfies Readonly<Record<string, Said>>;

export type EntryType = 'file' | 'folder' | keyof typeof OTHERS;

/** Collects the entries of one source, by the same rules for all. */
export interface TreeBuilder {
  /**
   * Judges an entry by its path and type. A tidied path means: keep it, now or later, if at all.
   * @throws ArchiveError when there are too many.
   */
  admit(path: string, type: EntryType): string | undefined;
  keep(path: string, size: number, open: Entry['open']): void;
  readonly files: Map<string, Entry>;
  readonly folders: Set<string>;
}

export function treeBuilder({ prefix, limits, skips }: Source): TreeBuilder {
  const files = new Map<string, Entry>();
  const folders = new Set<string>();
  const addFolder = (path: string): void => {
    if (path !== '') folders.add(path);
    if (files.size + folders.size > MAX_KEPT_ENTRIES) throw tooMany(MAX_KEPT_ENTRIES, files);
  };
  let seen = 0;
  return {
    files,
    folders,
    admit(given, type) {
      seen += 1;
      if (seen > limits.entries) throw tooMany(limits.entries, files);
      const fault = nameFault(given);
      const path = fault === undefined ? tidy(given) : given;
      if (fault !== undefined) skips.add(prefix + path, fault);
      if (fault !== undefined || path === '') return undefined;
      const above = aboveJunk(path);
      if (above !== undefined) addFolder(above);
      else if (type === 'folder') addFolder(path);
      else if (type !== 'file') {
        skips.add(prefix + path, OTHERS[type]);
        addFolder(parentOf(path));
      } else if (files.has(path)) {
        skips.add(prefix + path, t`a second entry of this path; the first one counts`);
      } else return path;
      return undefined;
    },
    keep(path, size, open) {
      files.set(path, { path: prefix + path, size, open });
      addFolder('');
    },
  };
}

/** Names the place with the most files: it is most likely what should not be there. */
function tooMany(limit: number, files: ReadonlyMap<string, Entry>): ArchiveError {
  const counts = new Map<string, number>();
  for (const path of files.keys()) {
    const top = path.split('/').slice(0, 2).join('/');
    counts.set(top, (counts.get(top) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) return new ArchiveError(t`it has more than ${limit} entries`);
  const place = printable(most[0]);
  return new ArchiveError(t`it has more than ${limit} entries, most of them in ${place}`);
}
