import type { Say } from '../../text/language.ts';
import type { Tell } from '../page/markup.ts';
import type { ReportOptions } from './options.ts';
import type { Replays } from './replays.ts';

/** What the parts of a report are made with. */
export interface Making {
  readonly say: Say;
  /** Tells a sentence as HTML. */
  readonly tell: Tell;
  readonly options: ReportOptions;
  readonly replays: Replays;
}
