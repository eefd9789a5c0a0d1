import * as z from 'zod';
import type { Say } from './language.ts';
import { english, type Message, Said } from './text.ts';

/** How fields of a result are told in other languages, by the name of the field. */
export const Told = z
  .record(z.string(), z.union([Said, z.array(z.union([z.string(), Said]))]))
  .describe('Texts of this object that have gaps, by field: what other languages are made from');
export type Told = z.infer<typeof Told>;

type Fields = Readonly<Record<string, Message | readonly Message[]>>;
type Spelled<F extends Fields> = {
  [K in keyof F]: F[K] extends readonly Message[] ? string[] : string;
};

/** Fields as a result has them: in English, and in parts where they have gaps. */
export function spelled<F extends Fields>(fields: F): Spelled<F> & { told?: Told } {
  const texts: Record<string, string | string[]> = {};
  const told: Told = {};
  for (const [name, field] of Object.entries(fields)) {
    texts[name] = isList(field) ? field.map(english) : english(field);
    const all = isList(field) ? field : [field];
    if (!all.some((one) => typeof one !== 'string' && one.gaps.length > 0)) continue;
    told[name] = isList(field) ? [...field] : (field as Said);
  }
  const base = texts as Spelled<F>;
  return Object.keys(told).length === 0 ? base : { ...base, told };
}

/** A field of a result in the language of `say`. */
export function tell<K extends string>(
  say: Say,
  from: { readonly told?: Told | undefined } & Partial<Record<K, string | undefined>>,
  field: K,
): string {
  return say(saidIn(from, field));
}

/**
 * A field of a result as it can be told in every language, also in a gap of another text, where a
 * string would stay as it is.
 */
export function saidIn<K extends string>(
  from: { readonly told?: Told | undefined } & Partial<Record<K, string | undefined>>,
  field: K,
): Said {
  const said = from.told?.[field];
  return said === undefined || Array.isArray(said) ? { text: from[field] ?? '', gaps: [] } : said;
}

/** A field of a result that is a list, in the language of `say`. */
export function tellAll<K extends string>(
  say: Say,
  from: { readonly told?: Told | undefined } & Partial<Record<K, readonly string[] | undefined>>,
  field: K,
): string[] {
  const said = from.told?.[field];
  return (Array.isArray(said) ? said : (from[field] ?? [])).map(say);
}

function isList(field: Message | readonly Message[]): field is readonly Message[] {
  return Array.isArray(field);
}
