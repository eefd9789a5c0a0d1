import type { Language, Say } from '../../text/language.ts';
import type { Tell } from '../page/markup.ts';
import type { Replays } from './replays.ts';

/** How the report of a student is made. */
export interface ReportOptions {
  readonly language: Language;
  /** The command that plays one scenario again with the same choices. */
  readonly repeat: (id: string) => string;
  /** Titles by group, in the order in which groups are shown. */
  readonly groups: ReadonlyMap<string, string>;
}

/** What the parts of a report are made with. */
export interface Making {
  readonly say: Say;
  /** Tells a sentence as HTML. */
  readonly tell: Tell;
  readonly options: ReportOptions;
  readonly replays: Replays;
}
