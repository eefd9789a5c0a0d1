import type { Catalogue } from '../text.ts';

/** Texts of reports of one submission. */
export const REPORT: Catalogue = {};
