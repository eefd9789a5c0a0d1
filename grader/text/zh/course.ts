import type { Catalogue } from '../text.ts';

/** Texts of courses: downloads, batches, gradebooks. */
export const COURSE: Catalogue = {};
