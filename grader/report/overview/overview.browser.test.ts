import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statisticsOf } from '../../score/statistics.ts';
import { hasBrowser, openFile, startBrowser } from '../../testing/browser.ts';
import { LANGUAGES, type Language } from '../../text/language.ts';
import { HOSTILE, largeCourse, smallCourse } from './course-for-tests.ts';
import type { Facts } from './facts.ts';
import { overviewPage } from './page.ts';

const STUDENTS = 500;
/** What a person takes for at once; it takes some 15 ms on two cores. */
const FILTER_LIMIT_MS = 100;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const side = (student: string) => ({ student, attempt: 1 });
const FACTS: Facts = {
  ...{ rubric: { isDefault: true, hash: 'abc' }, isSecret: false, shard: undefined },
  similar: {
    ...{ schema: 'pbft-lab/similar/v1', submissions: 6, compared: 5 },
    pairs: [
      {
        ...{ left: side('ada'), right: side('bob'), similarity: 0.8, overlap: 9, longest: 4 },
        fragments: [{ left: [{ line: 1, text: 'x' }], right: [{ line: 2, text: 'x' }] }],
      },
    ],
  },
};
const LARGE = largeCourse(STUDENTS);
const COURSES = { small: smallCourse(), large: LARGE };

describe.skipIf(!hasBrowser())('the overview in a browser', () => {
  let folder = '';
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    browser = await startBrowser();
    for (const language of LANGUAGES) {
      for (const [name, rows] of Object.entries(COURSES)) {
        const input = { folder: `hw-${name}`, path: 'hw', rows, facts: FACTS, notes: [HOSTILE] };
        const when = new Date('2026-12-01T10:00:00Z');
        const html = await overviewPage({ ...input, pages: new Set(['ada.html']), when }, language);
        await writeFile(join(folder, `${name}-${language}.html`), html);
      }
    }
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a page, does something, and sees that nothing went wrong behind it. */
  async function on(
    name: keyof typeof COURSES,
    act: (page: Page) => Promise<void>,
    {
      language = 'en',
      ...options
    }: { language?: Language; colorScheme?: 'dark'; width?: number } = {},
  ): Promise<void> {
    const file = join(folder, `${name}-${language}.html`);
    const viewport = { width: options.width ?? 1280, height: 900 };
    const opened = await openFile(browser, file, { viewport, ...options });
    try {
      await act(opened.page);
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
    } finally {
      await opened.page.context().close();
    }
  }

  const shown = (page: Page) => page.locator('#shown').textContent();
  const ids = (page: Page) => page.locator('#students tbody tr:visible th').allTextContents();

  it.each([
    ['en', '500 of 500 shown', '100 of 500 shown'],
    ['zh', '显示 500 行中的 500 行', '显示 500 行中的 100 行'],
  ] as const)('filters by what is typed, in %s', async (language, all, some) => {
    await on(
      'large',
      async (page) => {
        expect(await shown(page)).toBe(all);
        await page.keyboard.press('Tab');
        await page.locator('#query').fill('S00');
        expect(await shown(page)).toBe(some);
        expect((await ids(page)).every((id) => id.startsWith('s00'))).toBe(true);
        await page.locator('#query').fill('student 7 quorum-f1 nobody');
        expect(await ids(page)).toEqual([]);
        await page.locator('#all').click();
        expect(await shown(page)).toBe(all);
      },
      { language },
    );
  });

  it('filters 500 rows at once', async () => {
    await on('large', async (page) => {
      const tookMs = await page.evaluate(() => {
        const query = document.querySelector<HTMLInputElement>('#query');
        const table = document.querySelector('#students');
        return ['s00', '', 'quorum', 'nobody', ''].map((value) => {
          const startMs = performance.now();
          if (query !== null) query.value = value;
          query?.dispatchEvent(new Event('input', { bubbles: true }));
          table?.getBoundingClientRect(); // lays out what is seen now
          return performance.now() - startMs;
        });
      });
      expect(tookMs).toHaveLength(5);
      // The fastest of each kind: other processes of this machine are not what is measured.
      const [, all = 0, , , again = 0] = tookMs;
      expect(Math.min(all, again)).toBeLessThan(FILTER_LIMIT_MS);
      expect(Math.min(...tookMs)).toBeLessThan(FILTER_LIMIT_MS);
    });
  });

  it('filters by a bar of the histogram, by mouse and by keyboard, and lets go again', async () => {
    const { histogram } = statisticsOf(LARGE);
    const bin = histogram.find(({ count }) => count > 0) ?? expect.fail();
    await on('large', async (page) => {
      const bar = page.locator(`#histogram [data-from="${bin.from}"]`);
      await bar.click();
      expect(await shown(page)).toBe(`${bin.count} of 500 shown`);
      expect(await bar.getAttribute('aria-pressed')).toBe('true');
      await bar.focus();
      await page.keyboard.press('Enter');
      expect(await shown(page)).toBe('500 of 500 shown');
      await page.keyboard.press(' ');
      expect(await shown(page)).toBe(`${bin.count} of 500 shown`);
    });
  });

  it('filters by who failed a scenario, and leads to the table', async () => {
    const one = statisticsOf(LARGE).scenarios.find(({ failed }) => failed > 0) ?? expect.fail();
    await on('large', async (page) => {
      await page.locator('#query').fill('s00');
      await page.locator(`#scenarios [data-failed="${one.id}"]`).click();
      expect(await shown(page)).toBe(`${one.failed} of 500 shown`);
      expect(await page.locator('#failed').inputValue()).toBe(one.id);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('submissions');
    });
  });

  it('filters by status and by a range of scores', async () => {
    await on('small', async (page) => {
      await page.locator('#status').selectOption('missing');
      expect(await ids(page)).toEqual(['gil']);
      await page.locator('#status').selectOption('');
      await page.locator('#from').fill('36');
      await page.locator('#to').fill('80');
      expect(await ids(page)).toContain('fay');
      expect(await ids(page)).not.toContain('hal');
      expect(await shown(page)).toBe('3 of 7 shown');
      await page.locator('#earlier').check();
      expect(await shown(page)).toBe('4 of 8 shown');
    });
  });

  it('sorts by each column, by keyboard, upwards and downwards', async () => {
    await on('large', async (page) => {
      const head = page.locator('#students th', { has: page.locator('[data-column=score]') });
      const scores = () => page.locator('#students tbody td:nth-child(4)').allTextContents();
      const ascending = LARGE.map(({ score }) => score ?? 0)
        .sort((a, b) => a - b)
        .map(String);
      await page.locator('[data-column=score]').focus();
      await page.keyboard.press('Enter');
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      expect(await scores()).toEqual(ascending);
      await page.keyboard.press('Enter');
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect(await scores()).toEqual(ascending.toReversed());
      await page.locator('[data-column=name]').click();
      expect((await ids(page))[0]).toBe('s0499'); // Student 1: numbers in names count
      expect(await page.locator('#students [aria-sort]:not([aria-sort=none])').count()).toBe(1);
    });
  });

  it('puts those without a score last, whichever way it is sorted', async () => {
    await on('small', async (page) => {
      for (const _ of ['upwards', 'downwards']) {
        await page.locator('[data-column=score]').click();
        expect((await ids(page)).at(-1)).toBe('hal');
      }
    });
  });

  it('finds the students of a similar pair', async () => {
    await on('small', async (page) => {
      await page.locator('[data-find=bob]').click();
      expect(await ids(page)).toEqual(['bob']);
    });
  });

  it('runs nothing that a student brought', async () => {
    await on('small', async (page) => {
      expect(await page.title()).toContain('hw-small');
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('#students th bdi', { hasText: '<script>' }).count()).toBe(1);
    });
  });

  it('is dark or light as its reader chooses', async () => {
    await on('small', async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      const button = page.locator('#theme');
      expect(await button.getAttribute('aria-pressed')).toBe('false');
      await button.click();
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      expect(await paper()).not.toBe(light);
    });
  });

  it.each([360, 768, 1280])('is not wider than a window of %i pixels', async (width) => {
    for (const name of ['small', 'large'] as const) {
      await on(
        name,
        async (page) => {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(wide).toBeLessThanOrEqual(width);
          const box = page.locator('.scroll').first();
          await box.evaluate((element) => element.scrollTo(300, 0));
          const left = await page.locator('#students tbody th').first().boundingBox();
          const edge = await box.boundingBox();
          expect(Math.abs((left?.x ?? 0) - (edge?.x ?? 99))).toBeLessThan(2);
        },
        { width },
      );
    }
  });

  it.each(
    LANGUAGES.flatMap(
      (language) =>
        [
          [language, undefined],
          [language, 'dark'],
        ] as const,
    ),
  )('has nothing that keeps people out, in %s, %s', async (language, colorScheme) => {
    const axe = await readFile(AXE, 'utf8');
    const look = { language, ...(colorScheme === undefined ? {} : { colorScheme }) };
    await on(
      'small',
      async (page) => {
        await page
          .locator('details')
          .first()
          .evaluate((one) => one.setAttribute('open', ''));
        const found = await page.evaluate(
          `${axe};axe.run().then(({ violations }) => violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
        );
        expect(found).toEqual([]);
      },
      look,
    );
  });
});
