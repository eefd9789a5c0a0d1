import type { Catalogue } from '../text.ts';

/** Texts of the command `npm run grade`. */
export const GRADE: Catalogue = {};
