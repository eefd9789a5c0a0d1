import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { homeInstead } from '../homes.ts';
import './style.css';

/** Names of all pages, where the site is built; the browser has it from the page. */
interface Built {
  readonly __VP_HASH_MAP__?: Readonly<Record<string, string>>;
}

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ router, siteData }) {
    router.onBeforePageLoad = (to) => {
      const pages = (globalThis as Built).__VP_HASH_MAP__;
      if (pages === undefined) return true;
      const { base } = siteData.value;
      const home = homeInstead(
        to,
        base,
        (page) => page.replaceAll('/', '_').toLowerCase() in pages,
      );
      if (home === undefined) return true;
      void router.go(home);
      return false;
    };
  },
};

export default theme;
