import type { Language } from '../../text/language.ts';

/** How the report of a student is made. */
export interface ReportOptions {
  readonly language: Language;
  /** The command that plays one scenario again with the same choices. */
  readonly repeat: (id: string) => string;
  /** Titles by group, in the order in which groups are shown. */
  readonly groups: ReadonlyMap<string, string>;
}
