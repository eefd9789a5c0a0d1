import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../lab.ts';
import type { Language } from '../../text/language.ts';
import { text } from './markup.ts';
import { PAGE_STYLE } from './style.ts';

/** What a page consists of. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  /** Besides what all pages have in common. */
  readonly style: string;
  /** Style sheets that stand inside of drawings in the body. */
  readonly drawn?: readonly string[];
  /** Finished HTML. */
  readonly body: string;
  /** What runs in the page: a TypeScript file, as a path from the root of the kit. */
  readonly script: string;
}

/** A page that stands alone: it asks nobody for anything, and runs no script but its own. */
export async function standalone(page: Page): Promise<string> {
  const { language, title, drawn = [], body } = page;
  const script = await compiled(page.script);
  const style = PAGE_STYLE + page.style;
  const styles = [style, ...drawn].map(hashOf).join(' ');
  // Whatever else should get into the page does nothing.
  const policy = `default-src 'none'; style-src ${styles}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(title)}</title>`,
    `<style>${style}</style></head>`,
    `<body>${body}`,
    `<script>${script}</script></body></html>`,
    '',
  ].join('\n');
}

const scripts = new Map<string, Promise<string>>();

/** Compiled once a process: a batch makes hundreds of pages. */
function compiled(file: string): Promise<string> {
  const known = scripts.get(file) ?? compile(file);
  scripts.set(file, known);
  return known;
}

async function compile(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, file)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  });
  return outputFiles.map((output) => output.text).join('');
}

function hashOf(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
