/** What commander says of a wrong command line, in other languages than its own. */
import type { Say } from './text/language.ts';
import { type Said, t } from './text/text.ts';

/** What commander says, and how it is said here; the parentheses are the gaps. */
const ERRORS: readonly (readonly [pattern: RegExp, said: (...parts: string[]) => Said])[] = [
  [/^error: unknown option '(.*)'$/s, (flag = '') => t`error: unknown option '${flag}'`],
  [
    /^error: missing required argument '(.*)'$/s,
    (name = '') => t`error: missing required argument '${name}'`,
  ],
  [
    /^error: option '(.*)' argument missing$/s,
    (flags = '') => t`error: option '${flags}' argument missing`,
  ],
  [
    /^error: required option '(.*)' not specified$/s,
    (flags = '') => t`error: required option '${flags}' not specified`,
  ],
  [
    /^error: option '(.*)' cannot be used with option '(.*)'$/s,
    (one = '', other = '') => t`error: option '${one}' cannot be used with option '${other}'`,
  ],
  [
    /^error: too many arguments\. Expected (\d+) arguments? but got (\d+)\.$/s,
    (expected = '', seen = '') =>
      expected === '1'
        ? t`error: too many arguments. Expected 1 argument but got ${seen}.`
        : t`error: too many arguments. Expected ${expected} arguments but got ${seen}.`,
  ],
  [
    /^error: option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s,
    (flags = '', seen = '', choices = '') =>
      t`error: option '${flags}' argument '${seen}' is invalid.
        Allowed choices are ${choices.split(', ')}.`,
  ],
  [
    /^error: option '(.*)' argument '(.*)' is invalid\. (.*)$/s,
    // What was expected is said in the language already, by the reader of the argument.
    (flags = '', seen = '', expected = '') =>
      t`error: option '${flags}' argument '${seen}' is invalid. ${expected}`,
  ],
];

/** The flags that commander guesses, on a line of their own. */
const GUESS = /\n\(Did you mean (?:one of )?(.*)\?\)$/s;

/** A message of commander in the language of `say`; one that is not known stays in English. */
export function saidByCommander(message: string, say: Say): string {
  const guess = GUESS.exec(message);
  const text = guess === null ? message : message.slice(0, guess.index);
  const lines = [say(toldBefore(text) ?? text)];
  if (guess?.[1] !== undefined) lines.push(say(guessed(guess[1].split(', '))));
  return lines.join('\n');
}

function toldBefore(text: string): Said | undefined {
  for (const [pattern, said] of ERRORS) {
    const found = pattern.exec(text);
    if (found !== null) return said(...found.slice(1));
  }
  return undefined;
}

function guessed(flags: readonly string[]): Said {
  return flags.length === 1 ? t`(Did you mean ${flags}?)` : t`(Did you mean one of ${flags}?)`;
}
