import type { Kit } from '../cluster/kit.ts';
import type { Choices } from '../seed.ts';
import type { Scene } from './scene.ts';

/** Groups of scenarios, in the order in which they are shown. */
export const GROUPS = [
  'broadcast',
  'quorum',
  'validation',
  'ordering',
  'faults',
  'cluster',
] as const;
type Group = (typeof GROUPS)[number];

/** Opens a scene of the scenario's; closed by the runner when the story ends, however it ends. */
export type Open = <S extends Scene>(
  shape: { open(kit: Kit, choices: Choices, size: { f: number }): Promise<S> },
  size: { f: number },
) => Promise<S>;

/** One thing that the grader does to a submission, and what a right one does then. */
export interface Scenario {
  /** Stable: it stands in results, docs and rubrics. */
  readonly id: string;
  readonly group: Group;
  /** What happens, in one sentence. */
  readonly story: string;
  /** Scenarios that must pass before this one says anything of its own. */
  readonly needs: readonly string[];
  /** Tells the story. @throws Broken when the submission breaks a rule. */
  readonly play: (open: Open) => Promise<void>;
}
