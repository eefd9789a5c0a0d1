import type { Choices } from '../seed.ts';
import type { Message } from '../text/text.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** Opens a scene of the scenario's; closed by the runner when the story ends, however it ends. */
export type Open = <S extends Scene, Options>(
  shape: { open(stage: Stage, options: Options): Promise<S> },
  options: Options,
) => Promise<S>;

/** What a story is given besides its scenes. */
interface Given {
  readonly choices: Choices;
  /** How long to explore, in milliseconds; as long as it takes by default. */
  readonly exploreMs?: number | undefined;
}

/**
 * One thing that the grader does to a submission, and what a right one does then.
 *
 * Its points, its group and the scenarios that must pass before it are in the rubric.
 */
export interface Scenario {
  /** Stable: it stands in results, docs and rubrics. */
  readonly id: string;
  /** What happens, in one sentence. */
  readonly story: Message;
  /**
   * About how long it takes, as a multiple of what most take; 1 by default. What has the longest way to go
   * starts first. It changes no verdict.
   */
  readonly effort?: number;
  /**
   * Scenarios whose clusters (of this f) this one goes on with, when they passed. Starting servers is
   * most of what a grade costs. It changes no verdict: what fails on used servers is played again
   * on fresh ones, and that decides.
   */
  readonly continues?: readonly { readonly id: string; readonly f: number }[];
  /**
   * Tells the story.
   * @returns what was counted, for people, where that says something.
   * @throws Broken when the submission breaks a rule.
   */
  readonly play: (open: Open, given: Given) => Promise<Message> | Promise<void>;
}
