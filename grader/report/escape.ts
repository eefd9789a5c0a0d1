/**
 * Text that a submission or a student could have influenced, made safe for where it is read. Nothing
 * of that kind goes into a report but through one of these; `plain` does the same for terminals.
 */
import { wellFormed } from '../text/unseen.ts';
import { plain } from './plain.ts';

/** What means something in HTML, in Markdown, or to GitHub (mentions, issues, formulas, emoji). */
const MARKUP = /[&<>`*_~[\]#|\\@$]|:(?=[\w/:+-])|^[-+=]|(?<=^\d+)[.)]|(?<=www)\./gim;
/** What `plain` shows as a code, the newline too: where a line is a record, none may be in it. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029\uFFFE\uFFFF]/gu;

/** Visible, well-formed and cut when long; lines are kept. */
export function shown(text: string): string {
  return wellFormed(plain(text));
}

/** As {@link shown}, on one line. */
export function oneLine(text: string): string {
  return shown(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** As {@link shown}, as HTML: text, and a `<br>` for each newline. */
export function htmlText(text: string): string {
  return shown(text)
    .replace(/[&<>"']/g, entity)
    .replaceAll('\n', '<br>');
}

/**
 * Text for an element or an attribute of xmlbuilder2, already shown. That lets pass what looks like an
 * entity: `&nonsense;` would break the file. (Its objects even decode `&#0;`: do not use them.)
 */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;');
}

/** As {@link shown}, as text in Markdown: also inside a table, and as GitHub reads it. */
export function markdownText(text: string): string {
  return shown(text).replace(MARKUP, entity).replaceAll('\n', '<br>');
}

/** Text in which a runner of GitHub Actions finds no command, wherever it is printed. */
export function withoutCommands(text: string): string {
  return text.replace(/:(?=:)/g, ': ').replaceAll('##[', '## [');
}

/** JSON on one line, and nothing in it that a terminal obeys or a person cannot see; no loss. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(UNSEEN, (char) =>
    Array.from({ length: char.length }, (_, index) => {
      return `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

function entity(char: string): string {
  return `&#${char.codePointAt(0)};`;
}
