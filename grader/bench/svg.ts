import { COLOURS } from '../diagram/style.ts';

/** Both colours of one thing: what a chart is drawn with, and what it has in the dark. */
export type Colour = readonly [light: string, dark: string];

const BACK = named('diagram-back');
const INK = named('diagram-text');
const MUTED = named('diagram-muted');
/** Lines that only help the eye. */
const GRID: Colour = ['#d8dde2', '#363d46'];
export const PAPER = { back: BACK, ink: INK, muted: MUTED, grid: GRID };

/** Hues for lines, in the order in which they are taken; those of the drawings of messages. */
export const HUES: readonly Colour[] = [
  ...['stage-1', 'stage-3', 'stage-2', 'stage-4'].map(named),
  ['#8a6d00', '#e3c14a'],
  ['#7e8791', '#8b959f'],
];
/** The last part of a whole: what is left. */
export const REST: Colour = ['#c3cad1', '#4a535d'];

function named(name: string): Colour {
  return COLOURS[name] ?? ['#000000', '#ffffff'];
}

/**
 * What the library drew, as a file of its own: the same bytes for the same chart, which the library's
 * counters of ids are not; nothing that is not seen, or for a mouse that no image meets; a title; and the colours of
 * the dark, by rules that name the light ones.
 */
export function asFile(drawn: string, title: string): string {
  const bare = drawn
    .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
    .replace(/<path [^>]*fill-opacity="0"[^>]*stroke-width="0"[^>]*><\/path>/g, '')
    .replace(/ (?:class|pointer-events|xml:space|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, '')
    .replace(/\n{2,}/g, '\n');
  const dark = [...Object.values(PAPER), ...HUES, REST].flatMap(([light, dark]) => [
    `[fill="${light}"]{fill:${dark}}`,
    `[stroke="${light}"]{stroke:${dark}}`,
  ]);
  const style = `<style>@media (prefers-color-scheme:dark){${dark.join('')}}</style>`;
  const name = title.replace(/[&<]/g, (character) => (character === '&' ? '&amp;' : '&lt;'));
  const head = `<title>${name}</title>\n${style}`;
  return `${bare.replace(/^<svg [^>]*>/, (open) => `${open}\n${head}`).trim()}\n`;
}
