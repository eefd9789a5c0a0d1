import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openFile, startBrowser } from '../../testing/browser.ts';
import { LANGUAGES, type Language } from '../../text/language.ts';
import { htmlReport } from './report.ts';
import { resultForTests } from './result-for-tests.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const GROUPS = new Map([
  ['broadcast', 'Broadcast'],
  ['validation', 'Validation'],
]);

describe.skipIf(!hasBrowser())('the report in a browser (skipped without a Chromium)', () => {
  let folder = '';
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
    browser = await startBrowser();
    for (const language of LANGUAGES) {
      const repeat = (id: string): string => `npm run grade -- --only ${id}`;
      const html = await htmlReport(resultForTests(), { language, repeat, groups: GROUPS });
      await writeFile(join(folder, `${language}.html`), html);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  interface Look {
    readonly language?: Language;
    readonly colorScheme?: 'light' | 'dark';
    readonly width?: number;
    readonly height?: number;
    readonly permissions?: string[];
  }

  /** Opens the page, does something, and sees that nothing went wrong behind it. */
  async function on(act: (page: Page) => Promise<void>, look: Look = {}): Promise<void> {
    const { language = 'en', colorScheme = 'light', permissions = [] } = look;
    const viewport = { width: look.width ?? 1_280, height: look.height ?? 900 };
    const opened = await openFile(browser, join(folder, `${language}.html`), {
      viewport,
      colorScheme,
      permissions,
    });
    try {
      await act(opened.page);
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
    } finally {
      await opened.page.context().close();
    }
  }

  const replay = (page: Page) => page.locator('#forged-signature > .replay');
  const now = (page: Page) => replay(page).locator('output').textContent();
  const count = async (page: Page): Promise<[number, number]> => {
    const [at = 0, of = 0] = ((await replay(page).locator('.count').textContent()) ?? '')
      .split('/')
      .map(Number);
    return [at, of];
  };

  it.each(LANGUAGES)('begins where the rule broke (%s)', async (language) => {
    await on(
      async (page) => {
        expect(await replay(page).getAttribute('class')).toContain('at-broken');
        expect(await now(page)).toMatch(
          language === 'zh' ? /server 2 .*执行/ : /server 2 has executed seq 1/,
        );
      },
      { language },
    );
  });

  it('is stepped through with the keyboard alone', async () => {
    await on(async (page) => {
      await replay(page).locator('button[data-to=first]').focus();
      const [broken, all] = await count(page);
      await page.keyboard.press('Home');
      expect(await count(page)).toEqual([1, all]);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      expect(await count(page)).toEqual([3, all]);
      await page.keyboard.press('ArrowLeft');
      expect(await count(page)).toEqual([2, all]);
      await page.keyboard.press('End');
      expect(await count(page)).toEqual([all, all]);
      await page.keyboard.press('ArrowRight');
      expect(await count(page)).toEqual([all, all]);
      await replay(page).locator('button[data-to=broken]').focus();
      await page.keyboard.press('Enter');
      expect(await count(page)).toEqual([broken, all]);
      await replay(page).locator('input[type=range]').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await count(page)).toEqual([broken - 1, all]);
    });
  });

  it('shows beside it what a right server has, and what it does not count', async () => {
    await on(async (page) => {
      const row = replay(page).locator('tbody tr');
      await expect.poll(() => row.allTextContents()).toHaveLength(1);
      const cells = await row.locator('td').allTextContents();
      expect(cells.slice(0, 5)).toEqual(['2', '1', 'prepared', '2 of 2: S0 S3', '1 of 2: S3']);
      expect(cells[7]).toBe('Commit of 0: wrong signature');
      await replay(page).locator('button[data-to=first]').click();
      expect(await row.count()).toBe(0);
    });
  });

  it('draws what has happened, and dims what has not', async () => {
    await on(async (page) => {
      const later = () => replay(page).locator('.drawing .later').count();
      await replay(page).locator('button[data-to=first]').click();
      const atFirst = await later();
      expect(atFirst).toBeGreaterThan(3);
      await replay(page).locator('button[data-to=last]').click();
      expect(await later()).toBe(0);
      await replay(page).locator('button[data-to=back]').click();
      await replay(page).locator('button[data-to=back]').click();
      expect(await replay(page).locator('.drawing .now').count()).toBeGreaterThan(0);
    });
  });

  it('shows the log lines of the servers as text, up to the step', async () => {
    await on(async (page) => {
      const line = replay(page).locator('.logs li');
      expect(await line.textContent()).toContain('<script>document.title="owned"</script>');
      const isLater = () => line.evaluate((one) => one.classList.contains('later'));
      expect(await isLater()).toBe(false);
      await replay(page).locator('button[data-to=first]').click();
      expect(await isLater()).toBe(true);
      expect(await page.title()).not.toBe('owned');
    });
  });

  it('draws the scenarios that passed when somebody opens them', async () => {
    await on(async (page) => {
      const drawing = page.locator('#commit-shape .drawing svg:not(.names)');
      expect(await drawing.count()).toBe(0);
      await page.locator('#commit-shape > summary').press('Enter');
      await drawing.waitFor();
    });
  });

  it('draws the other clusters of a scenario when somebody unfolds them', async () => {
    await on(async (page) => {
      const others = page.locator('#forged-signature > details.more');
      const drawing = others.locator('.drawing svg:not(.names)');
      expect(await drawing.count()).toBe(0);
      await others.locator('summary').press('Enter');
      await drawing.waitFor();
    });
  });

  it('opens the scenario that a link names', async () => {
    await on(async (page) => {
      expect(await page.locator('#vote-view').isVisible()).toBe(false);
      // Not every browser opens by itself what a link goes to: the page must do it.
      await page.evaluate(() => {
        history.replaceState(null, '', '#vote-view');
        dispatchEvent(new HashChangeEvent('hashchange'));
      });
      await page.locator('.folded[open] #vote-view[open]').waitFor();
      await page.locator('#vote-view a', { hasText: 'forged-signature' }).click();
      expect(page.url()).toContain('#forged-signature');
      await page.evaluate(() => {
        location.hash = '#commit-shape';
      });
      await page.locator('#commit-shape[open]').waitFor();
    });
  });

  it('copies the command, and says so', async () => {
    await on(
      async (page) => {
        const copy = page.locator('#forged-signature button.copy');
        await copy.focus();
        await page.keyboard.press('Enter');
        const status = page.locator('#forged-signature [role=status]');
        await expect.poll(() => status.textContent()).toBe('copied');
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        expect(copied).toBe('npm run grade -- --only forged-signature');
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  it('selects the command where nothing may be copied', async () => {
    await on(async (page) => {
      await page.evaluate(() =>
        Object.defineProperty(navigator, 'clipboard', { value: undefined }),
      );
      await page.locator('#forged-signature button.copy').click();
      const status = page.locator('#forged-signature [role=status]');
      await expect.poll(() => status.textContent()).toContain('selected');
      const selected = await page.evaluate(() => String(getSelection()));
      expect(selected).toBe('npm run grade -- --only forged-signature');
    });
  });

  it('keeps the current message in sight where the diagram is wider than the window', async () => {
    await on(
      async (page) => {
        await replay(page).locator('button[data-to=first]').click();
        const [, all] = await count(page);
        let seen = 0;
        for (let step = 0; step < all; step += 1) {
          const isInSight = await replay(page).evaluate((section) => {
            const mark = section.querySelector('.drawing .now')?.getBoundingClientRect();
            const box = section.querySelector('.drawing')?.getBoundingClientRect();
            if (mark === undefined || box === undefined) return undefined;
            const middle = (mark.left + mark.right) / 2;
            return middle > box.left && middle < box.right;
          });
          if (isInSight !== undefined) seen += 1;
          expect(isInSight).not.toBe(false);
          await replay(page).locator('button[data-to=next]').click();
        }
        expect(seen).toBeGreaterThan(3);
      },
      { width: 360 },
    );
  });

  it('keeps the names of the lanes in sight, however far one has scrolled', async () => {
    await on(
      async (page) => {
        const names = replay(page).locator('.names');
        await replay(page).locator('button[data-to=first]').click();
        const toEnd = (side: 'top' | 'end') =>
          replay(page)
            .locator('.drawing')
            .evaluate((box, to) => {
              box.scrollTop = to === 'top' ? 0 : box.scrollHeight;
            }, side);
        await toEnd('top');
        await expect.poll(() => names.isVisible()).toBe(false);
        await toEnd('end');
        await names.waitFor({ state: 'visible' });
        const [shown, box] = [
          await names.boundingBox(),
          await replay(page).locator('.drawing').boundingBox(),
        ];
        expect(shown?.y).toBeCloseTo((box?.y ?? 0) + 1, 0);
        const lanes = (where: string) => replay(page).locator(`${where} .lane > text.strong`);
        expect(await names.locator('.lane > text.strong').allTextContents()).toEqual([
          ...['client', 'server 0', 'server 1', 'server 2', 'server 3'],
        ]);
        // Each stands over the line of its lane.
        const middle = async (where: string, lane: number) => {
          const at = await lanes(where).nth(lane).boundingBox();
          return (at?.x ?? 0) + (at?.width ?? 0) / 2;
        };
        for (const lane of [0, 4]) {
          expect(await middle('.names', lane)).toBeCloseTo(
            await middle('svg:not(.names)', lane),
            0,
          );
        }
      },
      { height: 400 },
    );
  });

  it('leaves the arrow keys to what they scroll', async () => {
    await on(async (page) => {
      const before = await count(page);
      await replay(page).locator('.logs').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await count(page)).toEqual(before);
      await replay(page).locator('.drawing').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await count(page)).toEqual([before[0] - 1, before[1]]);
    });
  });

  it('is printed dark on light, whatever was chosen', async () => {
    await on(
      async (page) => {
        const background = () =>
          page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        await page.locator('#theme').click();
        await page.locator('#theme').click();
        expect(await page.locator('#theme').getAttribute('aria-pressed')).toBe('true');
        const dark = await background();
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await background()).not.toBe(dark);
        expect(await background()).toBe('rgb(255, 255, 255)');
      },
      { colorScheme: 'dark' },
    );
  });

  it('is dark or light as its reader likes', async () => {
    await on(async (page) => {
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await background();
      await page.locator('#theme').click();
      expect(await background()).not.toBe(light);
      expect(await page.locator('#theme').getAttribute('aria-pressed')).toBe('true');
      await page.reload();
      expect(await background()).not.toBe(light);
    });
  });

  it.each([360, 768, 1_280])('is no wider than a window of %i pixels', async (width) => {
    await on(
      async (page) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
      },
      { width },
    );
  });

  it.each([
    ['en', 'light'],
    ['en', 'dark'],
    ['zh', 'light'],
    ['zh', 'dark'],
  ] as const)(
    'has no serious fault for people who cannot see or point (%s, %s)',
    async (language, colorScheme) => {
      const axe = await readFile(AXE, 'utf8');
      await on(
        async (page) => {
          // What is folded is looked at, too.
          await page.evaluate(() => {
            for (const one of document.querySelectorAll('details')) one.open = true;
          });
          await page.locator('#commit-shape .drawing svg:not(.names)').waitFor();
          const found = await page.evaluate(
            `${axe};axe.run().then(({ violations }) => violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 300)))`,
          );
          expect(found).toEqual([]);
        },
        { language, colorScheme },
      );
    },
  );
});
