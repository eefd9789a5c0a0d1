import type { Catalogue } from '../text.ts';

/** Texts of the overview of a course as a page. */
export const OVERVIEW: Catalogue = {};
