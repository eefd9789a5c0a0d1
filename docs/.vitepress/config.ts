// The site: `npm run docs:dev`, `npm run docs:build`. Chinese at the root, English below /en/.
// Nothing is loaded from elsewhere, neither to build it nor to read it: fonts are those of the reader.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitepress';
import { attachments } from './attachments.ts';
import { en } from './en.ts';
import { homeInstead } from './homes.ts';
import { handoutMarkdown } from './markdown.ts';
import { FOR_STUDENTS, NOT_FOR_STUDENTS } from './sections.ts';
import { wordsOf } from './words.ts';
import { zh } from './zh.ts';

// Files that pages link to as they are. VitePress asks for those that it does not know.
process.env.VITE_EXTRA_EXTENSIONS = 'sh,mjs';

/** Four servers, one of them faulty. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="#3451b2"><circle cx="4.5" cy="4.5" r="3"/><circle cx="11.5" cy="4.5" r="3"/><circle cx="4.5" cy="11.5" r="3"/></g><circle cx="11.5" cy="11.5" r="2.5" fill="none" stroke="#c1121f"/></svg>`;

export default defineConfig({
  // Under another address than the root of a host: DOCS_BASE=/pbft-lab/
  base: process.env.DOCS_BASE ?? '/',
  // DOCS_FOR=students leaves out what is for instructors and developers, the answers of the exercises too.
  srcExclude: FOR_STUDENTS ? NOT_FOR_STUDENTS : [],
  title: 'pbft-lab',
  // In the page itself: a browser asks the root of the host for an icon that no page names.
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
  locales: { root: zh.locale, en: en.locale },
  markdown: {
    // Braces are sets of servers here, as in {0,1}, and not attributes.
    attrs: { disable: true },
    container: {
      tipLabel: '提示',
      warningLabel: '注意',
      dangerLabel: '危险',
      infoLabel: '说明',
      detailsLabel: '详情',
    },
    config: handoutMarkdown,
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        locales: { root: { translations: zh.search } },
        miniSearch: { options: { tokenize: wordsOf }, searchOptions: { combineWith: 'AND' } },
      },
    },
    outline: { level: [2, 3] },
  },
  // Pages in one language only, as those for developers: the other language is at its start.
  transformHtml(html, _, { siteConfig: { pages, site } }) {
    return html.replace(/(<a [^>]*?href=")([^"]+)(")/g, (link, before, to, after) => {
      const home = homeInstead(to, site.base, (page) => pages.includes(page));
      return home === undefined ? link : `${before}${home}${after}`;
    });
  },
  buildEnd({ srcDir, outDir }) {
    for (const file of attachments(srcDir)) {
      const target = join(outDir, file);
      if (existsSync(target)) continue;
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(srcDir, file), target);
    }
  },
});
