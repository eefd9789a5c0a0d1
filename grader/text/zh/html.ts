import type { Catalogue } from '../text.ts';

/** Texts of the report of a student as a page. */
export const HTML: Catalogue = {};
