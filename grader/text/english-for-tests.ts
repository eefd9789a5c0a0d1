/** What stays in Latin letters in a Chinese text: commands, quoted results, requests, code. */
const DATA = [
  /`[^`]*`/g,
  /“[^”]*”/g,
  /^.*npm run .*$/gm,
  /\bseed [\w-]+/g,
  /\b(?:put|get|del) \w+(?: \w+)?/g,
  /\{"[^}]*\}/g,
  /\w*(?:Error|Exception): .*$/gm,
];

/** English in a Chinese text: two words in a row, where no data stands. */
export function englishIn(text: string): string[] {
  const said = DATA.reduce((rest, pattern) => rest.replace(pattern, '·'), text);
  return said.match(/(?<![\w-])[A-Za-z]?[a-z]+(?:,? [a-z]{2,})+(?![\w-])/g) ?? [];
}
