/**
 * Sentences that can be told in every language.
 *
 * The sources say them in English, with `t`; `zh/` says the same in Chinese, under the English text as
 * its key. What is stored keeps the parts of a sentence, so that it can be told in any language later.
 * Why it is done so: docs/dev/decisions/0015-texts.md.
 */
import * as z from 'zod';

/** What stands in a gap. Strings are data and stay as they are; a list is told with commas between. */
export type Gap = string | number | Said | readonly Gap[];

/** A sentence in parts: the English text with gaps `{0}`, `{1}` …, and what stands in them. */
export interface Said {
  readonly text: string;
  readonly gaps: readonly Gap[];
}

/** A sentence for people: in parts where it can be translated, else as it is. */
export type Message = string | Said;

/** English texts, and what they are in another language; gaps may come in another order. */
export type Catalogue = Readonly<Record<string, string>>;

const GapSchema: z.ZodType<Gap> = z.lazy(() =>
  z.union([z.string(), z.number(), Said, z.array(GapSchema)]),
);

/** {@link Said} as it stands in a result. */
export const Said: z.ZodType<Said> = z.strictObject({
  text: z.string().describe('The English text; {0}, {1} … are gaps'),
  gaps: z.array(GapSchema).describe('What stands in the gaps; a list has commas between'),
});

/** A sentence that is told in English wherever a string is wanted. */
class Sentence implements Said {
  readonly text: string;
  readonly gaps: readonly Gap[];

  constructor(text: string, gaps: readonly Gap[]) {
    this.text = text;
    this.gaps = gaps;
  }

  toString(): string {
    return filled(this, {}, ', ');
  }
}

/**
 * Says a sentence: t`server ${id} sends ${count} commits`. Line breaks in the source, and the spaces
 * around them, are one space.
 */
export function t(parts: TemplateStringsArray, ...gaps: readonly Gap[]): Said {
  const text = parts.reduce((before, part, index) => `${before}{${index - 1}}${part}`);
  return new Sentence(text.replace(/\s*\n\s*/g, ' ').trim(), gaps);
}

/** Fills the gaps of a sentence; an unknown one stays in English. */
export function filled(said: Message, catalogue: Catalogue, comma: string): string {
  const fill = (gap: Gap): string => {
    if (Array.isArray(gap)) return gap.map(fill).join(comma);
    return typeof gap === 'object' ? filled(gap as Said, catalogue, comma) : String(gap);
  };
  const { text, gaps } = typeof said === 'string' ? { text: said, gaps: [] } : said;
  const template = Object.hasOwn(catalogue, text) ? (catalogue[text] ?? text) : text;
  if (typeof said === 'string') return template;
  return template.replace(/\{(\d+)\}/g, (gap, index) => {
    const value = gaps[Number(index)];
    return value === undefined ? gap : fill(value);
  });
}

/** A sentence in English. */
export function english(said: Message): string {
  return filled(said, {}, ', ');
}
