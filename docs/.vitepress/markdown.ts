import { posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkdownOptions } from 'vitepress';
import { sourcesOf } from '../../grader/handout/kit.ts';
import { pageOf } from '../../grader/handout/page.ts';
import { widthOf } from '../../grader/report/width.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What fits beside the table of contents, in letters of either size: see theme/style.css. */
const COLUMNS = 80;
const SMALL_COLUMNS = 104;
const WIDE_AT_END = /[\p{Script=Han}，。：；、！？（）“”]$/u;
const WIDE_AT_START = /^[\p{Script=Han}，。：；、！？（）“”]/u;
type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** Puts into the pages what they ask for: code of the lab, tables of scenarios, reports, figures. */
export function handoutMarkdown(markdown: MarkdownIt): void {
  const sources = sourcesOf(ROOT);
  markdown.core.ruler.after('normalize', 'handout', (state) => {
    const path = pathOf(state.env);
    if (path !== undefined) state.src = linkedInside(path, pageOf(path, state.src, sources));
  });
  // Output with columns that a block has not is set smaller, where that is enough.
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, at, ...rest) => {
    const html = fence?.(tokens, at, ...rest) ?? '';
    const widths = (tokens[at]?.content ?? '').split('\n').map(widthOf);
    const columns = Math.max(...widths);
    const isWide = tokens[at]?.info === 'text' && columns > COLUMNS && columns <= SMALL_COLUMNS;
    return isWide ? html.replace('class="language-text', 'class="small language-text') : html;
  };
  // A line break in the source is a space between words, and nothing between Chinese characters.
  markdown.renderer.rules.softbreak = (tokens, at) => {
    const before = tokens[at - 1]?.content ?? '';
    const after = tokens[at + 1]?.content ?? '';
    return WIDE_AT_END.test(before) && WIDE_AT_START.test(after) ? '' : '\n';
  };
}

/** The page that is rendered, from the root of the kit; undefined for texts of the theme. */
function pathOf(env: unknown): string | undefined {
  const { path } = env as { path?: string };
  return path === undefined ? undefined : relative(ROOT, path).replaceAll('\\', '/');
}

/** Links to sources, which are not in the site, become plain text. */
function linkedInside(page: string, markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\(([^)#]+)\)/g, (link, label, to) => {
    if (/^\w+:/.test(to) || to.startsWith('/')) return link;
    const target = posix.join(posix.dirname(page), to);
    return target.startsWith('docs/') && !target.endsWith('/') ? link : String(label);
  });
}
