import type { TraceStep } from '../network/trace.ts';
import { validCommits } from './commits.ts';
import { type Execution, executions } from './executions.ts';
import { type Facts, quorumOfOthers } from './facts.ts';

/** An execution that too few servers had committed to. */
export interface Premature {
  readonly execution: Execution;
  /** Other servers whose valid commits for one digest had been delivered by then. */
  readonly commits: number;
}

/**
 * Executions before 2f other servers sent valid, matching commits (PBFT §4.2).
 *
 * The digest is not in a reply: commits are counted per digest, and the largest count serves.
 * In a cluster whose messages flow freely, whether a server that executes too early does so
 * before or after the last commit is a race: ask this where the grader decides what is delivered.
 */
export function premature(steps: readonly TraceStep[], facts: Facts): Premature[] {
  const commits = validCommits(steps, facts);
  return executions(steps, facts)
    .filter(({ server }) => facts.real.includes(server))
    .map((execution) => {
      const { server, seq, view, index } = execution;
      const voters = new Map<string, Set<number>>();
      for (const vote of commits) {
        if (vote.to !== server || vote.seq !== seq || vote.view !== view) continue;
        if (vote.index > index) continue;
        voters.set(vote.digest, (voters.get(vote.digest) ?? new Set()).add(vote.voter));
      }
      const counts = [...voters.values()].map(({ size }) => size);
      return { execution, commits: Math.max(0, ...counts) };
    })
    .filter((found) => found.commits < quorumOfOthers(facts));
}
