import type { Catalogue } from '../text.ts';

/** Texts of hints, and explanations of scenarios. */
export const HINTS: Catalogue = {};
