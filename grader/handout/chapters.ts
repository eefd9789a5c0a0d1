/** The pages for students, in the order of reading; in Chinese in docs/, in English in docs/en/. */
export const CHAPTERS = [
  'index',
  'pbft',
  'code',
  'run',
  'task',
  'grading',
  'failure',
  'exercises',
  'references',
] as const;

/** All pages for students, as paths from the root of the kit. */
export const HANDOUT: readonly string[] = ['docs', 'docs/en'].flatMap((folder) =>
  CHAPTERS.map((chapter) => `${folder}/${chapter}.md`),
);
