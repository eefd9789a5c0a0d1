import type { CHAPTERS } from '../../grader/handout/chapters.ts';

/** Titles of the chapters as the sidebar and the table of contents have them, in the order of reading. */
export type ChapterTitles = Readonly<Record<(typeof CHAPTERS)[number], string>>;
