import type { Say } from '../../text/language.ts';
import type { Message } from '../../text/text.ts';
import { htmlText, oneLine } from '../escape.ts';
import { listOf } from '../list.ts';

/** Text of anybody's on one line, for an element or an attribute. */
export function text(value: string): string {
  return htmlText(oneLine(value));
}

/** Text of anybody's with its line breaks, cut when it is very long. */
export function longText(value: string, maxChars: number): string {
  // A half of a character at the cut is no text.
  const cut = value.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, '');
  return htmlText(cut.length < value.length ? `${cut}…` : value);
}

/** Finished HTML of a sentence of the grader's own, with what stands between backticks as code. */
export function withCode(html: string): string {
  return html.replace(/`([^`<]+)`/g, '<code>$1</code>');
}

/** Tells a sentence as HTML: what students bring into it is text. */
export type Tell = (message: Message) => string;

export function tellIn(say: Say): Tell {
  return (message) => text(say(message));
}

/** An address below the folder of the page; nothing in it has a meaning of its own. */
export function href(...parts: readonly string[]): string {
  return `./${parts.map(encodeURIComponent).join('/')}`;
}

/** Finished HTML of several things in a row, with the commas of the language. */
export function listHtml(items: readonly string[], say: Say): string {
  return items.join(say(listOf(['', ''])));
}

/** Links to places on the page that have these ids. */
export function linksHtml(ids: readonly string[], say: Say): string {
  const links = ids.map((id) => `<a href="#${text(id)}">${text(id)}</a>`);
  return listHtml(links, say);
}

/** Data for the script of a page: nothing in it ends the element that it stands in. */
export function dataElement(id: string, data: unknown): string {
  const json = JSON.stringify(data).replace(/[<\u2028\u2029]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `<script type="application/json" id="${id}">${json}</script>`;
}
