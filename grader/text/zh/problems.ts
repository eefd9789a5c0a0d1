import type { Catalogue } from '../text.ts';

/** Texts of why a submission cannot be graded. */
export const PROBLEMS: Catalogue = {};
