import type { Catalogue } from '../text.ts';

/** Texts of the rules. */
export const RULES: Catalogue = {};
