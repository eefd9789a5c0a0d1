/**
 * Where a link to a page leads that is not there in that language: to the start of the language. The menu of
 * languages takes it for granted that every page is there in all of them.
 * @param to a path below `base`, as in a link.
 * @returns undefined when the page is there, or the link leads elsewhere.
 */
export function homeInstead(
  to: string,
  base: string,
  isPage: (path: string) => boolean,
): string | undefined {
  if (!to.startsWith(base)) return undefined;
  const [path = ''] = to.slice(base.length).split(/[?#]/);
  if (!/^(?:[^.]*|.*\.html)$/.test(path)) return undefined; // a file
  const page = path.replace(/(?:^|\/)$/, '$&index').replace(/(?:\.html)?$/, '.md');
  if (isPage(page)) return undefined;
  return page.startsWith('en/') ? `${base}en/` : base;
}
