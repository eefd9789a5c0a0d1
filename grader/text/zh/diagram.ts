import type { Catalogue } from '../text.ts';

/** Texts of diagrams of messages, and their replay. */
export const DIAGRAM: Catalogue = {};
