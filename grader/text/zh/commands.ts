import type { Catalogue } from '../text.ts';

/** Texts of the other commands. */
export const COMMANDS: Catalogue = {};
