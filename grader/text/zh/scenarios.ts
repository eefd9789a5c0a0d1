import type { Catalogue } from '../text.ts';

/** Texts of what scenarios do, expect and see. */
export const SCENARIOS: Catalogue = {};
