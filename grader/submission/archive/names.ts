/** Names of files in a download: whoever handed it in could choose them. */
import { type Said, t } from '../../text/text.ts';
import { SKIPPED } from '../student-file.ts';
import { MAX_PATH_CHARS, MAX_PATH_FOLDERS } from './limits.ts';

/** What systems leave behind, beside the folders that no submission is looked for in. */
const LEFTOVERS = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

/** Marks that reorder text, so that a person reads another name than the one that is there. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const MAX_SHOWN_CHARS = 200;

/** Why an entry of this path is left out, or undefined for a path that is fine. */
export function nameFault(path: string): Said | undefined {
  if (path.length > MAX_PATH_CHARS) return t`its path has more than ${MAX_PATH_CHARS} characters`;
  if (path.includes('\0')) return t`a NUL character in its path`;
  if (CONTROL.test(path)) return t`a control character in its path`;
  if (BIDI.test(path)) return t`a character in its path that reverses text`;
  if (path.includes('\uFFFD')) return t`its path is not UTF-8`;
  if (path.includes('\\')) return t`a backslash in its path`;
  if (path.startsWith('/')) return t`an absolute path`;
  if (/^[A-Za-z]:/.test(path)) return t`a path with a drive letter`;
  const folders = path.split('/');
  if (folders.includes('..')) return t`a path with ".."`;
  if (folders.length > MAX_PATH_FOLDERS) return t`in more than ${MAX_PATH_FOLDERS} folders`;
  return undefined;
}

/** The path without `.` and empty parts, and with one spelling of each accent. */
export function tidy(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/').normalize('NFC');
}

/** The path up to the part that is junk, such as node_modules; undefined when none is. */
export function aboveJunk(path: string): string | undefined {
  const parts = path.split('/');
  const junk = parts.findIndex(isJunk);
  return junk === -1 ? undefined : parts.slice(0, junk).join('/');
}

function isJunk(part: string): boolean {
  return SKIPPED.has(part) || LEFTOVERS.has(part.toLowerCase()) || part.startsWith('._');
}

/** The folder that a path is in; empty at the top. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path as a person can read it on one line: what cannot be seen is written as a code. */
export function printable(path: string): string {
  const cut = path.length > MAX_SHOWN_CHARS ? `${path.slice(0, MAX_SHOWN_CHARS)} …` : path;
  return cut.replace(
    INVISIBLE,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** A name from a platform or a roster, without what cannot be seen; undefined when nothing is. */
export function plainName(text: string | undefined): string | undefined {
  const name = text?.replace(INVISIBLE, '').trim().slice(0, MAX_SHOWN_CHARS).normalize('NFC');
  return name === '' ? undefined : name;
}
