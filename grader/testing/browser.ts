/** A browser for tests of pages. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian and others put it; `CHROMIUM_PATH` names another one. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Nothing of its own over the network; and it runs as root in a container, too. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function place(): string | undefined {
  return [process.env.CHROMIUM_PATH ?? '', ...PLACES].find(
    (path) => path !== '' && existsSync(path),
  );
}

/** True where there is a Chromium; in CI a test must not be skipped for it. */
export function hasBrowser(): boolean {
  return place() !== undefined || process.env.CI === 'true';
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: place() ?? PLACES[0] ?? '', args: QUIET });
}

/** A page that was opened from a file, and all that a test should hear of. */
export interface OpenPage {
  readonly page: Page;
  /** What it wrote to the console, and what was thrown. */
  readonly complaints: readonly string[];
  /** What it asked for beside itself. */
  readonly requests: readonly string[];
}

/** Opens a file as a person does who clicks on it. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, requests };
}
