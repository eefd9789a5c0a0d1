import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';
import { type DeveloperPage, FOR_STUDENTS, type InstructorPage, itemsOf } from './sections.ts';
import type { ChapterTitles } from './titles.ts';

const CHAPTERS: ChapterTitles = {
  index: 'Start',
  pbft: 'PBFT in short',
  code: 'The code',
  run: 'Run it by hand',
  task: 'What to write',
  grading: 'Grading',
  failure: 'Reading a failure',
  exercises: 'Exercises',
  references: 'References',
};

const INSTRUCTOR: Readonly<Record<InstructorPage, string>> = {
  setup: 'Set up a course',
  course: 'Grading a course',
  submissions: 'Submissions',
  gradebooks: 'Gradebooks',
  platforms: 'Platforms',
  gradescope: 'Gradescope',
  rubric: 'A rubric of your own',
  similar: 'Similar code',
  scaling: 'Several machines',
  exercises: 'The exercises, discussed',
};

const DEVELOPER: Readonly<Record<DeveloperPage, string>> = {
  guide: 'Adding things',
  architecture: 'Architecture',
  wire: 'Wire format',
  'result-format': 'Result format',
  trace: 'Traces',
  isolation: 'Isolation',
  threats: 'Threats',
  proof: 'Proof',
  mutation: 'Mutation testing',
};

const instructor = itemsOf('instructor', INSTRUCTOR, 'en');
const developer = itemsOf('dev', DEVELOPER, 'en');

const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Handout',
    items: Object.entries(CHAPTERS).map(([name, text]) => ({
      text,
      link: name === 'index' ? '/en/' : `/en/${name}`,
    })),
  },
  ...(FOR_STUDENTS
    ? []
    : [
        { text: 'For instructors', collapsed: true, items: instructor },
        { text: 'For developers', collapsed: true, items: developer },
      ]),
];

const locale: LocaleSpecificConfig<DefaultTheme.Config> & { label: string } = {
  label: 'English',
  lang: 'en',
  title: 'PBFT consensus lab',
  description:
    'Write three functions, and four servers agree; the grader checks with real processes.',
  themeConfig: {
    nav: [
      { text: 'Handout', link: '/en/', activeMatch: '^/en/(?!instructor/|dev/)' },
      ...(FOR_STUDENTS
        ? []
        : [
            { text: 'Instructors', items: instructor },
            { text: 'Developers', items: developer },
          ]),
    ],
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
  },
};

/** What the site says in English. */
export const en = { locale };
