import type { RuleCode } from '../scenes/rules.ts';
import type { Said } from '../text/text.ts';
import type { PaperSection } from './sections.ts';

/** What a scenario does. */
export interface About {
  /** What the grader does, step by step; the last one says what a right server does. */
  readonly steps: readonly Said[];
  /** The rules that it is there for; those of `EVERYWHERE` are judged besides. */
  readonly rules: readonly RuleCode[];
  /** True where all servers are real ones; else one is, and the grader plays the others. */
  readonly whole: boolean;
  /** How many faulty servers its clusters tolerate, one number for each. */
  readonly f: readonly number[];
  readonly paper: PaperSection;
}

type Parts = Pick<About, 'steps' | 'rules'> & Partial<Pick<About, 'f' | 'paper'>>;

/** A scenario with one real server. */
export function oneServer({ f = [1], paper = 'normalCase', ...rest }: Parts): About {
  return { ...rest, whole: false, f, paper };
}

/** A scenario with clusters of real servers. */
export function wholeCluster({ f = [1], paper = 'normalCase', ...rest }: Parts): About {
  return { ...rest, whole: true, f, paper };
}
