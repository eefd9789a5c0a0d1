/** What layouts look at: paths, wherever they came from. */
import type { Student } from '../../score/course.ts';
import type { Message } from '../../text/text.ts';
import type { Skips } from '../archive/skips.ts';
import type { Entry, Tree } from '../archive/tree.ts';
import type { Layout } from '../intake-types.ts';

/** A file, with its path from the place that is looked at. */
export interface Item {
  readonly path: string;
  readonly entry: Entry;
}

export interface View {
  /** What the folder or archive is called, without an ending. */
  readonly name: string;
  readonly items: readonly Item[];
  readonly folders: readonly string[];
}

/** One submission, as a layout finds it. */
export interface Handed {
  /** Whose it is; several for a group. */
  readonly students: readonly Student[];
  /** A path in the download, for people. */
  readonly from: string;
  /** With paths inside the submission. */
  readonly files: readonly Item[];
  /** ISO 8601 with offset. */
  readonly submittedAt?: string;
  readonly late?: boolean;
  /** Orders submissions of one student that have no times. */
  readonly order: number;
}

/** How one platform names things. */
export interface LayoutReader {
  readonly layout: Layout;
  /** What names it expects, for people. */
  readonly expected: Message;
  /** Which part of what is at the top is named so, from 0 to 1. */
  share(view: View): number;
  /** @throws UsageError when a file that it needs cannot be read. */
  read(view: View, skips: Skips): Promise<Handed[]> | Handed[];
}

/** A file or folder at the top of a view. */
export interface Top {
  readonly name: string;
  readonly isFile: boolean;
  /** With paths inside the folder; a file has its own name. */
  readonly items: readonly Item[];
}

export function viewOf(tree: Tree): View {
  const items = [...tree.files].map(([path, entry]) => ({ path, entry }));
  return { name: tree.name, items, folders: [...tree.folders] };
}

/** What is at the top, in the order of names. */
export function topsOf({ items, folders }: View): Top[] {
  const found = new Map<string, { name: string; isFile: boolean; items: Item[] }>();
  const at = (name: string, isFile: boolean): Item[] => {
    // A file and a folder of one name, which only archives can hold, are kept apart.
    const key = `${isFile ? 'f' : 'd'}${name}`;
    const top = found.get(key) ?? { name, isFile, items: [] };
    found.set(key, top);
    return top.items;
  };
  for (const { path, entry } of items) {
    const { first, rest } = split(path);
    at(first, rest === '').push({ path: rest || first, entry });
  }
  for (const folder of folders) at(split(folder).first, false);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The view of the only folder at the top, where there is nothing beside it. */
export function unwrapped(view: View): View | undefined {
  const [top, ...others] = topsOf(view);
  if (top === undefined || top.isFile || others.length > 0) return undefined;
  const below = view.folders.map((folder) => split(folder).rest).filter((rest) => rest !== '');
  return { name: top.name, items: top.items, folders: below };
}

/** Where something at the top is, as a path in the download. */
export function placeOf({ name, isFile, items }: Top): string {
  const [first] = items;
  if (first === undefined) return name;
  const { path } = first.entry;
  return isFile ? path : path.slice(0, path.length - first.path.length - 1);
}

function split(path: string): { first: string; rest: string } {
  const slash = path.indexOf('/');
  if (slash === -1) return { first: path, rest: '' };
  return { first: path.slice(0, slash), rest: path.slice(slash + 1) };
}

/** The part of tops that a predicate holds for. */
export function shareOf(tops: readonly Top[], isNamedSo: (top: Top) => boolean): number {
  return tops.length === 0 ? 0 : tops.filter(isNamedSo).length / tops.length;
}

/** A student, with the fields that are known. */
export function student(
  id: string,
  known: { readonly name?: string | undefined; readonly email?: string | undefined } = {},
): Student {
  const { name, email } = known;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  };
}
