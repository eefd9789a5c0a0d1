import { english, filled, type Message } from './text.ts';
import { ZH } from './zh/index.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Tells a sentence in one language. */
export type Say = (message: Message) => string;

/** The way to tell sentences in a language; what has no translation is told in English. */
export function sayIn(language: Language): Say {
  return language === 'zh' ? (message) => filled(message, ZH, '、') : english;
}

/**
 * The language of a command: `--lang`, else that of the environment, else English.
 * @param argv the arguments as typed; read before a command line is parsed, since its help has a language too.
 * @param locale that of the system, where the environment names none (Windows).
 */
export function languageOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  locale: string,
): Language {
  const at = argv.findIndex((one) => one === '--lang' || one.startsWith('--lang='));
  const asked = argv[at]?.startsWith('--lang=') ? argv[at]?.slice(7) : argv[at + 1];
  const known = LANGUAGES.find((language) => at >= 0 && language === asked);
  if (known !== undefined) return known;
  // POSIX: LC_ALL goes before LC_MESSAGES, and that before LANG; empty ones do not count.
  const named = env.LC_ALL || env.LC_MESSAGES || env.LANG || locale;
  return /^zh\b|^zh_/i.test(named) ? 'zh' : 'en';
}

let locale: string | undefined;

/** The language of the command that this process runs. */
export function spokenLanguage(): Language {
  locale ??= Intl.DateTimeFormat().resolvedOptions().locale; // asked once: it takes 20 µs
  return languageOf(process.argv, process.env, locale);
}

/** A sentence in the language of the command that this process runs. */
export function spoken(message: Message): string {
  return sayIn(spokenLanguage())(message);
}
