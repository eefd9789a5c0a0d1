import { CHAPTERS } from '../../../grader/handout/chapters.ts';

type Chapter = (typeof CHAPTERS)[number];

/** A line of the table of contents. */
interface Entry {
  /** Anchor in the book. */
  readonly id: string;
  readonly title: string;
  readonly level: 1 | 2;
}

/** The words of one language. */
export interface Words {
  readonly lang: string;
  readonly title: string;
  readonly subtitle: string;
  readonly contents: string;
  /** What stands on the cover below. */
  readonly made: string;
}

/** All chapters in one piece. */
export interface Book {
  readonly body: string;
  readonly entries: readonly Entry[];
}

/** A block of code with so many lines at most is not spread over two pages. */
const MOST_LINES_TOGETHER = 20;
/** The link to the same page in the other language, which is another book. */
const OTHER_LANGUAGE = /<p><a [^>]*>(?:English|中文)<\/a><\/p>/;

/**
 * Joins the built pages of one language: anchors get the name of their chapter in front, and links between
 * pages become links inside the book.
 * @param pages HTML by chapter, as `vitepress build` writes it.
 * @throws Error when a page is not as expected; a book without a chapter would look complete.
 */
export function bookOf(pages: ReadonlyMap<Chapter, string>): Book {
  const entries: Entry[] = [];
  const chapters = CHAPTERS.map((chapter) => {
    const html = withOwnAnchors(chapter, contentOf(chapter, pages.get(chapter) ?? ''));
    const headings = [...html.matchAll(/<h([12]) id="([^"]+)"[^>]*>([\s\S]*?)<\/h\1>/g)];
    for (const [, level, id = '', inside = ''] of headings) {
      entries.push({ id, title: textOf(inside), level: level === '1' ? 1 : 2 });
    }
    if (!headings.some(([, level]) => level === '1')) {
      throw new Error(`${chapter}: expected a heading of the first level, saw none`);
    }
    return `<section class="chapter">${html}</section>`;
  });
  return { body: chapters.join('\n'), entries };
}

/**
 * The book as a page to be printed.
 * @param pageOf the page that an anchor is on; undefined in a first print that finds that out.
 */
export function printed(
  book: Book,
  words: Words,
  style: string,
  pageOf: ReadonlyMap<string, number> | undefined,
): string {
  const contents = book.entries.map(({ id, title, level }) => {
    // As wide as any number: the second print must break pages where the first one did.
    const number = pageOf?.get(id) ?? '00';
    const link = `<a href="#${id}"><span>${title}</span><i></i><b>${number}</b></a>`;
    return `<li class="level-${level}">${link}</li>`;
  });
  return `<!doctype html>
<html lang="${words.lang}">
<head><meta charset="utf-8"><title>${words.title}</title><style>${style}</style></head>
<body>
<header class="cover"><p class="title">${words.title}</p><p class="subtitle">${words.subtitle}</p>
<p class="made">${words.made}</p></header>
<nav class="contents"><h2>${words.contents}</h2><ol>${contents.join('')}</ol></nav>
<main>${book.body}</main>
</body>
</html>`;
}

/** The text of a page, without what only a screen needs. */
function contentOf(chapter: Chapter, html: string): string {
  const [, main] = /<main[^>]*>([\s\S]*?)<\/main>/.exec(html) ?? [];
  if (main === undefined) throw new Error(`${chapter}: expected a built page, saw no <main>`);
  return main
    .replace(/<a class="header-anchor"[\s\S]*?<\/a>/g, '')
    .replace(/<button[\s\S]*?<\/button>/g, '')
    .replace(/<span class="lang">[^<]*<\/span>/g, '')
    .replace(/ (?:loading|tabindex|data-v-\w+)="[^"]*"/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(OTHER_LANGUAGE, '')
    .replace(/<pre[\s\S]*?<\/pre>/g, (block) => {
      const lines = block.match(/<span class="line/g)?.length ?? 0;
      return lines <= MOST_LINES_TOGETHER ? block.replace('<pre', '<pre data-short') : block;
    });
}

function withOwnAnchors(chapter: Chapter, html: string): string {
  return html
    .replace(/ id="([^"]+)"/g, (_, id) => ` id="${anchor(chapter, id)}"`)
    .replace(/ href="([^"]+)"/g, (link, to) => {
      if (/^\w+:/.test(to)) return link;
      const [, page = '', id] = /^(?:[^#]*\/)?([\w-]*)(?:\.html)?(?:#(.*))?$/.exec(to) ?? [];
      const target = page === '' && !to.includes('/') ? chapter : page === '' ? 'index' : page;
      return ` href="#${anchor(target, id === undefined ? '' : decodeURIComponent(id))}"`;
    })
    .replace(/^/, `<a id="${anchor(chapter, '')}"></a>`);
}

/** In letters that a PDF has in its names as they are. */
function anchor(chapter: string, id: string): string {
  const plain = id.replace(/[^\w-]/gu, (letter) => letter.codePointAt(0)?.toString(16) ?? '');
  return plain === '' ? chapter : `${chapter}--${plain}`;
}

function textOf(html: string): string {
  return html.replace(/<[^>]+>/g, '').trim();
}
