/**
 * The words that the search finds a text by. Chinese has no spaces: a run of characters becomes its pairs,
 * and its last character, so that 法定数目 is found by 法定, by 数目 and by 目.
 *
 * The browser gets the text of this function, so it uses nothing from around it.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  const parts = text.toLowerCase().match(/\p{Script=Han}+|[^\p{Script=Han}\p{Z}\p{P}\p{S}\s]+/gu);
  for (const part of parts ?? []) {
    if (!/^\p{Script=Han}/u.test(part)) {
      words.push(part);
      continue;
    }
    const characters = Array.from(part);
    for (const [at, character] of characters.entries()) {
      words.push(character + (characters[at + 1] ?? ''));
    }
  }
  return words;
}
