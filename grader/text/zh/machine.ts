import type { Catalogue } from '../text.ts';

/** Texts of what the machine cannot do. */
export const MACHINE: Catalogue = {};
