/** The few pieces of SVG that a drawing needs. All text and all attributes go through here. */
import { wellFormed, withCodes } from '../text/unseen.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** An element around what is XML already. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...inside: string[]): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(format(value))}"`],
  );
  const open = `<${name}${given.join('')}`;
  return inside.length === 0 ? `${open}/>` : `${open}>${inside.join('')}</${name}>`;
}

/** Text that came from anywhere, as XML: on one line, nothing hidden in it, cut when long. */
export function safeText(text: string, maxChars: number): string {
  return escaped(cut(text, maxChars));
}

/** On one line, what is unseen written as a code, and at most so many characters. */
export function cut(text: string, maxChars: number): string {
  // A long text is cut first: an attacker's megabyte is not worth reading.
  const start = text.slice(0, maxChars * 4).replace(/\s+/g, ' ');
  const visible = wellFormed(withCodes(start)).trim();
  const chars = Array.from(visible);
  if (chars.length <= maxChars && text.length <= maxChars * 4) return visible;
  return `${chars.slice(0, maxChars - 1).join('')}…`;
}

/** Lines through points, as the `d` of a path. */
export function path(...points: readonly (readonly [x: number, y: number])[]): string {
  return points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${format(x)} ${format(y)}`)
    .join('');
}

function format(value: string | number): string {
  return typeof value === 'string' ? value : String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
