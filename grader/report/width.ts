/** Text in columns of a terminal: a Chinese character has two of them. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const CHINESE = /\p{Script=Han}/u;
/** What may not be parted: a character or a word, with the punctuation that belongs to it; or space. */
const PIECE =
  /[“‘（《「⟨]*(?:\p{Script=Han}|[^\s\p{Script=Han}“‘（《「，。、：；！？”’）》」…]+|.)[，。、：；！？”’）》」…]*|\s+/gu;

/** Columns that a text has. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** A text with space behind it, up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** A text with space before it, up to so many columns. */
export function paddedBefore(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}

/** One line of text: what is too long ends after a whole word, where there is one to end after. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let start = '';
  for (const char of text) {
    if (widthOf(start + char) > columns - 1) break;
    start += char;
  }
  const next = text.slice(start.length, start.length + 1);
  const isWhole = next === ' ' || CHINESE.test(next) || CHINESE.test(start.slice(-1));
  const words = isWhole
    ? start
    : start.replace(/(?:\s+|(?<=\p{Script=Han}))[^\s\p{Script=Han}]*$/u, '');
  return `${words.trimEnd()}…`;
}

/**
 * A text in lines of at most so many columns. Between words of English there are spaces to end a line
 * at; Chinese has none, and a line ends after any character but not before punctuation.
 * @param hard true to part words that are longer than a line.
 */
export function wrapped(text: string, columns: number, hard = false): string {
  if (!CHINESE.test(text)) return wrapAnsi(text, columns, { hard });
  const lines = text.split('\n').map((line) => wrappedLine(line, columns, hard));
  return lines.join('\n');
}

function wrappedLine(line: string, columns: number, hard: boolean): string {
  const rows: string[] = [];
  let row = '';
  for (const piece of line.match(PIECE) ?? []) {
    const longer = row + piece;
    if (row === '' || widthOf(longer.trimEnd()) <= columns) {
      row = row === '' ? piece.trimStart() : longer;
    } else {
      rows.push(row.trimEnd());
      row = piece.trimStart();
    }
    if (!hard || widthOf(row.trimEnd()) <= columns) continue;
    const parts = wrapAnsi(row, columns, { hard }).split('\n');
    row = parts.pop() ?? '';
    rows.push(...parts);
  }
  return [...rows, row.trimEnd()].join('\n');
}
