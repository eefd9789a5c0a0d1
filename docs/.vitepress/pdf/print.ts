import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { CHAPTERS } from '../../../grader/handout/chapters.ts';
import type { Language } from '../../../grader/text/language.ts';
import { type Book, bookOf, printed, type Words } from './book.ts';
import { destinationsIn } from './destinations.ts';

const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8');
/** Nobody answers there: what the book needs is taken from the folder. */
const HOST = 'http://handout.invalid';
const BOOK = `${HOST}/book.html`;
const TYPES: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.png': 'image/png' };
const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    lang: 'zh-CN',
    title: '实验手册：PBFT 共识',
    subtitle: '补全三个函数，让四个 server 达成一致',
    contents: '目录',
    made: 'pbft-lab',
  },
  en: {
    lang: 'en',
    title: 'Handout: PBFT consensus',
    subtitle: 'Write three functions, and four servers agree',
    contents: 'Contents',
    made: 'pbft-lab',
  },
};

/**
 * Prints the chapters of a built site as one PDF. Twice: the first print tells on which page each chapter is,
 * which the table of contents of the second one says.
 * @throws Error when a page is missing, or the two prints differ in their pages.
 */
export async function print(
  browser: Browser,
  site: string,
  language: Language,
): Promise<{ pdf: Buffer; pages: number }> {
  const folder = language === 'en' ? join(site, 'en') : site;
  const chapters = CHAPTERS.map(async (chapter) => {
    const html = await readFile(join(folder, `${chapter}.html`), 'utf8');
    return [chapter, html] as const;
  });
  const book = bookOf(new Map(await Promise.all(chapters)));
  const page = await browser.newPage();
  await page.route(`${HOST}/**`, async (route) => {
    const file = join(site, new URL(route.request().url()).pathname);
    const contentType = TYPES[extname(file)] ?? 'text/plain';
    await route.fulfill({ body: await readFile(file), contentType });
  });
  const draft = destinationsIn(await pdfOf(page, book, language, undefined));
  const pdf = await pdfOf(page, book, language, draft);
  const final = destinationsIn(pdf);
  for (const { id, title } of book.entries) {
    const [before, after] = [draft.get(id), final.get(id)];
    if (before === undefined || before !== after) {
      throw new Error(`"${title}": expected one page in both prints, saw ${before} and ${after}`);
    }
  }
  await page.close();
  return { pdf, pages: pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0 };
}

async function pdfOf(
  page: Page,
  book: Book,
  language: Language,
  pageOf: ReadonlyMap<string, number> | undefined,
): Promise<Buffer> {
  const body = printed(book, WORDS[language], STYLE, pageOf);
  await page.route(BOOK, (route) => route.fulfill({ body, contentType: 'text/html' }));
  await page.goto(BOOK, { waitUntil: 'load' });
  return page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true, tagged: true });
}
