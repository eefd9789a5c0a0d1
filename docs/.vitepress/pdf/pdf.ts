// The handout as PDF, in both languages: `npm run docs:pdf -- --out folder`. Needs Chromium.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { chromium } from 'playwright-core';
import { build } from 'vitepress';
import { print } from './print.ts';

const DOCS = fileURLToPath(new URL('../..', import.meta.url));
interface Flags {
  readonly out: string;
  readonly browser: string;
}

await new Command('npm run docs:pdf --')
  .description('Writes the handout as handout-zh.pdf and handout-en.pdf.')
  .option('--out <folder>', 'where to write them', join(DOCS, '.vitepress/dist'))
  .option('--browser <file>', 'the Chromium to print with', '/usr/bin/chromium')
  .action(run)
  .parseAsync();

async function run({ out, browser: executablePath }: Flags): Promise<void> {
  const site = await mkdtemp(join(tmpdir(), 'pbft-lab-docs-'));
  try {
    process.env.DOCS_FOR = 'students'; // the book has no other pages
    await build(DOCS, { outDir: site });
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    const browser = await chromium.launch({ executablePath, args });
    try {
      await mkdir(out, { recursive: true });
      for (const language of ['zh', 'en'] as const) {
        const { pdf, pages } = await print(browser, site, language);
        const file = join(out, `handout-${language}.pdf`);
        await writeFile(file, pdf);
        process.stdout.write(`${file}: ${pages} pages\n`);
      }
    } finally {
      await browser.close();
    }
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
