import type { FormatFiles } from '../report/formats.ts';
import type { Asked, TerminalReport } from '../report/terminal.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Rubric } from '../score/rubric.ts';
import type { Selected } from '../select.ts';
import type { Language, Say } from '../text/language.ts';

/** What one command grades, and how it tells people about it. */
export interface Job {
  /** As typed, for people. */
  readonly asked: Asked;
  readonly target: string;
  readonly scenarios: readonly Selected[];
  readonly rubric: Rubric;
  readonly exploreMs: number | undefined;
  readonly sandbox: Sandbox;
  readonly language: Language;
  readonly say: Say;
  readonly terminal: TerminalReport;
  /** How the next level of hints is asked for; `undefined` without hints. */
  readonly moreHints: string | undefined;
  /** Writes a line for people. */
  readonly write: (line: string) => void;
  /** True where a spinner may be drawn. */
  readonly live: boolean;
}

/** Where the results of a grade go besides the terminal. */
export interface Outputs {
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly formats: FormatFiles;
  /** True to keep every message in the JSON result. */
  readonly trace: boolean;
  /** True to tell where the time went. */
  readonly timing: boolean;
  readonly minScore: number;
}
