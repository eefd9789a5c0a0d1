// What is in which sidebar. To add a page, write it and name it here and in the titles of zh.ts and en.ts.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';
import type { Language } from '../../grader/text/language.ts';

const DOCS = fileURLToPath(new URL('..', import.meta.url));

/** DOCS_FOR=students npm run docs:build: the handout alone. */
export const FOR_STUDENTS = process.env.DOCS_FOR === 'students';

/** Pages for instructors: docs/instructor/<name>.md in Chinese, docs/en/instructor/<name>.md in English. */
export const INSTRUCTOR = [
  'setup',
  'course',
  'submissions',
  'gradebooks',
  'platforms',
  'gradescope',
  'rubric',
  'similar',
  'scaling',
  'exercises',
] as const;
export type InstructorPage = (typeof INSTRUCTOR)[number];

/** Pages for developers: docs/dev/<name>.md, and docs/en/dev/<name>.md where there are two languages. */
export const DEVELOPER = [
  'guide',
  'architecture',
  'wire',
  'result-format',
  'trace',
  'isolation',
  'threats',
  'proof',
  'mutation',
] as const;
export type DeveloperPage = (typeof DEVELOPER)[number];

/**
 * Where a page of a section is, from docs/, without `.md`; undefined when it is not written. One for developers
 * that is in English only is shown in both languages.
 */
export function pageIn(
  section: 'instructor' | 'dev',
  name: string,
  language: Language,
): string | undefined {
  const own = language === 'en' ? `en/${section}/${name}` : `${section}/${name}`;
  const shared = section === 'dev' ? [`dev/${name}`, `en/dev/${name}`] : [];
  return [own, ...shared].find((page) => existsSync(`${DOCS}${page}.md`));
}

/** The items of a sidebar, of those pages that are there. */
export function itemsOf<Name extends string>(
  section: 'instructor' | 'dev',
  titles: Readonly<Record<Name, string>>,
  language: Language,
): DefaultTheme.SidebarItem[] {
  return Object.entries<string>(titles).flatMap(([name, text]) => {
    const page = pageIn(section, name, language);
    return page === undefined ? [] : [{ text, link: `/${page}` }];
  });
}

/** Pages that are left out of a site for students. */
export const NOT_FOR_STUDENTS = ['**/instructor/**', '**/dev/**'];
