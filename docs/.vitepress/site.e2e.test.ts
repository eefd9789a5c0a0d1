import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { execa } from 'execa';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSkeleton } from '../../fixtures/load.ts';
import { CHAPTERS } from '../../grader/handout/chapters.ts';
import { leaksIn, secrets } from '../../grader/pack/testing.ts';
import { parse } from '../../grader/regions/parse.ts';
import { strip } from '../../grader/regions/transform.ts';
import { ROOT } from './pages.ts';
import { destinationsIn } from './pdf/destinations.ts';
import { print } from './pdf/print.ts';

const BUILD_LIMIT_MS = 240_000;
const CHROMIUM = '/usr/bin/chromium';
const HOST = 'http://site.invalid';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

let site = '';
let pages: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
  const vitepress = join(ROOT, 'node_modules/vitepress/bin/vitepress.js');
  // Fails by itself at a link to a page that is not there.
  await execa(process.execPath, [vitepress, 'build', 'docs', '--outDir', site], { cwd: ROOT });
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' });
  const html = files.filter((file) => file.endsWith('.html') && file !== '404.html');
  pages = new Map(
    await Promise.all(
      html.map(async (file) => [`/${file}`, await readFile(join(site, file), 'utf8')] as const),
    ),
  );
}, BUILD_LIMIT_MS);
afterAll(() => rm(site, { recursive: true, force: true }));

/** The text that a reader sees. */
function shown(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => entities[name] ?? '');
}

describe('the built site', () => {
  it('has every chapter in both languages', () => {
    for (const chapter of CHAPTERS) {
      expect([...pages.keys()]).toContain(`/${chapter}.html`);
      expect([...pages.keys()]).toContain(`/en/${chapter}.html`);
    }
  });

  it('has no link to a page, a file or an anchor that is not there', () => {
    const dead: string[] = [];
    for (const [page, html] of pages) {
      for (const [, to = ''] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
        if (/^(?:https?|mailto):/.test(to)) continue;
        const { pathname, hash } = new URL(to.replaceAll('&amp;', '&'), `${HOST}${page}`);
        const path = decodeURI(pathname).replace(/\/$/, '/index.html');
        const id = decodeURIComponent(hash.slice(1));
        const target = pages.get(path) ?? pages.get(`${path}.html`);
        if (target === undefined && existsSync(join(site, path))) continue;
        if (target === undefined) dead.push(`${page}: ${to}`);
        else if (id !== '' && !target.includes(` id="${id}"`)) dead.push(`${page}: ${to}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('shows code of the lab, and no line of the three functions', () => {
    const texts = [...pages.values()].map(shown);
    const all = texts.join('\n');
    expect(all).toContain('const same = msg.view === view && msg.seq === seq'); // of a prepare
    const known = secrets();
    expect(texts.flatMap((text) => leaksIn(text, known))).toEqual([]);
    const squeezed = all.replace(/\s/g, '');
    const given = strip(readSkeleton()).replace(/\s/g, ''); // what the starter has is no secret
    const lines = parse(readSkeleton(), 'skeleton')
      .flatMap(({ body }) => body)
      .map((line) => line.replace(/\s/g, ''))
      .filter((line) => line.length > TRIVIAL_CHARS && !given.includes(line));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => squeezed.includes(line))).toEqual([]);
  });

  it('leaves nothing that pages ask for', () => {
    for (const [page, html] of pages) expect(shown(html), page).not.toMatch(/<<< \w|<!-- \w+:/);
  });
});

/** `return;` and the like say nothing. */
const TRIVIAL_CHARS = 12;

describe.skipIf(!existsSync(CHROMIUM))('in a browser (skipped without chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });
  afterAll(() => browser?.close());

  /** A page of the site, and the requests that it made to others. */
  async function opened(path: string, width: number): Promise<{ page: Page; foreign: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const foreign: string[] = [];
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      const file = join(site, decodeURIComponent(url.pathname));
      if (url.origin !== HOST) foreign.push(url.href);
      if (url.origin !== HOST || !existsSync(file)) return route.fulfill({ status: 404, body: '' });
      const contentType = TYPES[extname(file)] ?? 'text/plain';
      return route.fulfill({ body: await readFile(file), contentType });
    });
    await page.goto(`${HOST}${path}`, { waitUntil: 'networkidle' });
    return { page, foreign };
  }

  it.each([
    ['/index.html', '法定数目', '法定数目'],
    ['/en/index.html', 'quorum', 'Quorums'],
  ])('%s loads nothing from elsewhere, and finds "%s"', async (path, query, expected) => {
    const { page, foreign } = await opened(path, 1280);
    await page.keyboard.press('Control+k');
    await page.locator('.VPLocalSearchBox input').fill(query);
    const found = page.locator('.VPLocalSearchBox .result').first();
    await found.waitFor();
    expect(await found.innerText()).toContain(expected);
    expect(foreign).toEqual([]);
    await page.close();
  });

  it.each(CHAPTERS)('the chapter %s fits on a telephone', async (chapter) => {
    for (const path of [`/${chapter}.html`, `/en/${chapter}.html`]) {
      const { page } = await opened(path, 360);
      const wide = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await page.evaluate(wide), path).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  it.each(['zh', 'en'] as const)(
    'is printed as one PDF with a table of contents: %s',
    {
      timeout: BUILD_LIMIT_MS,
    },
    async (language) => {
      const { pdf, pages: count } = await print(browser, site, language);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(count).toBeGreaterThan(20);
      const found = destinationsIn(pdf);
      const starts = CHAPTERS.map((chapter) => {
        const inside = [...found].filter(([anchor]) => anchor.startsWith(`${chapter}--`));
        return Math.min(...inside.map(([, at]) => at));
      });
      expect(starts[0]).toBeGreaterThan(2); // behind the cover and the table of contents
      expect([...starts].sort((one, other) => one - other)).toEqual(starts);
      expect(new Set(starts).size).toBe(CHAPTERS.length);
      const text = pdf.toString('latin1');
      expect(text).toContain('/Outlines');
      expect(text).toContain('/MarkInfo');
    },
  );
});
