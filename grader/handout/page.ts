import { posix } from 'node:path';
import { GraderBug } from '../errors.ts';
import { type Language, sayIn } from '../text/language.ts';
import { memberOf } from './member.ts';
import { counts, scenarioTables } from './tables.ts';

/** What pages are made from, besides their own text. */
export interface Sources {
  /** Texts of the kit by path: `starter/…` as students get it. Undefined when there is no such file. */
  readonly text: (path: string) => string | undefined;
  /** The failure of one scenario as a terminal shows it. Undefined when there is no such sample. */
  readonly report: (scenario: string, language: Language) => string | undefined;
  /** What `npm run bench` says of some settings. Undefined when they are not measured. */
  readonly bench: (wanted: string, language: Language) => string | undefined;
}

/** `<<< starter/zpbft/server.ts#PrepareRpc`: what has that name in that file. */
const SNIPPET = /^<<< ([\w./-]+)#(\w+)$/gm;
/** `<!-- scenarios: scenario | points | what happens | needs -->`: the catalogue, with these headings. */
const SCENARIOS = /^<!-- scenarios: (.+) -->$/gm;
/** `<!-- report: forged-signature -->`: what a student reads when that scenario fails. */
const REPORT = /^<!-- report: ([\w-]+) -->$/gm;
/** `<!-- bench: f=1 clients=1 -->`, `<!-- bench: all -->`: what requests cost in these settings. */
const BENCH = /^<!-- bench: ([\w= ]+) -->$/gm;
/** `<!-- count: scenarios -->` in a sentence: how many there are. */
const COUNT = /<!-- count: (\w+) -->/g;
/** `<!-- say: why -->`: a word of the reports, in the language of the page. */
const SAY = /<!-- say: ([\w ]+) -->/g;
/** `![caption](figures/normal-path.en.svg)` */
const FIGURE = /!\[([^\]]*)\]\(([^)]+\.svg)\)/g;

/** The figures of a page, as paths from the root of the kit. */
export function figuresOf(path: string, markdown: string): string[] {
  return [...markdown.matchAll(FIGURE)].map(([, , to = '']) => posix.join(posix.dirname(path), to));
}

/**
 * A page of the handout as plain Markdown: code, tables and reports are put in where the page asks for
 * them, so that none of them is a copy that grows old. A figure that is not there leaves its caption.
 * @param path of the page from the root of the kit; what it names is looked up from there.
 * @throws GraderBug when it asks for what is not there.
 */
export function pageOf(path: string, markdown: string, sources: Sources): string {
  const language: Language = path.startsWith('docs/en/') ? 'en' : 'zh';
  const missing = (what: string): never => {
    throw new GraderBug(`${path}: there is no ${what} to show`);
  };
  const snippet = (_: string, file: string, name: string): string => {
    const { code, line } = memberOf(file, sources.text(file) ?? missing(file), name);
    return `\`${file}:${line}\`\n\n\`\`\`ts\n${code}\n\`\`\``;
  };
  const tables = (_: string, given: string): string => {
    const [scenario, points, story, needs, ...rest] = given.split('|').map((one) => one.trim());
    if (!scenario || !points || !story || !needs || rest.length > 0) {
      return missing(`table with the headings "${given}": there are four columns`);
    }
    return scenarioTables([scenario, points, story, needs], sayIn(language));
  };
  const report = (_: string, scenario: string): string => {
    const text = sources.report(scenario, language) ?? missing(`report on ${scenario}`);
    return `\`\`\`text\n${text}\n\`\`\``;
  };
  const bench = (_: string, wanted: string): string => {
    const text = sources.bench(wanted, language) ?? missing(`bench of ${wanted}`);
    return `\`\`\`text\n${text}\n\`\`\``;
  };
  const count = (_: string, what: string): string =>
    `${counts()[what] ?? missing(`count of ${what}`)}`;
  const figure = (image: string, caption: string, to: string): string => {
    const file = posix.join(posix.dirname(path), to);
    return sources.text(file) === undefined ? `*${caption}*` : image;
  };
  return markdown
    .replace(SNIPPET, snippet)
    .replace(SCENARIOS, tables)
    .replace(REPORT, report)
    .replace(BENCH, bench)
    .replace(COUNT, count)
    .replace(SAY, (_, word: string) => sayIn(language)(word))
    .replace(FIGURE, figure);
}
