import type { Replay } from '../replay/types.ts';
import type { Language } from '../text/language.ts';

/** How a trace is drawn. */
export interface DrawOptions {
  readonly language: Language;
  /** Which way time goes; `down` unless told otherwise. */
  readonly direction?: 'down' | 'right';
  /** What is drawn, such as the name of the scenario; shown above and read out. */
  readonly title?: string;
  /** Whether what does not matter becomes a band with a count; true unless told otherwise. */
  readonly collapse?: boolean;
  /**
   * Whether times stand in the margin; true unless told otherwise. Without them the replies that reach
   * the client together are in the order of the servers: their real order is chance.
   */
  readonly times?: boolean;
  /** Draws only what is about these seqs, and what is about none. */
  readonly seqs?: readonly number[];
  /** Whether marks carry numbers of the trace and sentences for who points at them; true unless told otherwise. */
  readonly data?: boolean;
  /** Starts every id inside the drawing: must differ between the drawings of one page. */
  readonly prefix?: string;
  /** The replay of this trace, where the caller has made it already. */
  readonly replay?: Replay;
}
