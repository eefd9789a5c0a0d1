import { join } from 'node:path';
import { STUDENT_FILE } from '../lab.ts';
import { applyChanges, committed, readTree } from './disk.ts';
import { type Difference, differences, starterOf, type Tree } from './tree.ts';

const SOLUTION = 'solution';
const STARTER = 'starter';

/** What generating did. `refused`: it would have destroyed work, and changed nothing. */
export type Outcome =
  | { readonly kind: 'written'; readonly files: number; readonly changes: readonly Difference[] }
  | { readonly kind: 'refused'; readonly atRisk: readonly string[] };

/** Tells what git has committed of a path from the root, or undefined. */
export type Committed = (path: string) => Buffer | undefined;

/**
 * Where `starter/` below `root` is not what `solution/` gives.
 * @throws RegionError when the solution's regions are not as they must be.
 */
export function checkStarter(root: string): Difference[] {
  return differences(starterOf(readTree(join(root, SOLUTION))), readTree(join(root, STARTER)));
}

/**
 * Makes `starter/` below `root` what `solution/` gives.
 *
 * It refuses when that would destroy somebody's work: a student's file, or a file that is not
 * generated, which git has not committed as it is.
 * @throws RegionError when the solution's regions are not as they must be; nothing is written.
 */
export function generateStarter(
  root: string,
  { force }: { readonly force: boolean },
  inGit: Committed = (path) => committed(root, path),
): Outcome {
  const starter = starterOf(readTree(join(root, SOLUTION)));
  const present = readTree(join(root, STARTER));
  const changes = differences(starter, present);
  const atRisk = force ? [] : workAtRisk(changes, present, inGit);
  if (atRisk.length > 0) return { kind: 'refused', atRisk };
  applyChanges(join(root, STARTER), starter, changes);
  return { kind: 'written', files: starter.size, changes };
}

function workAtRisk(changes: readonly Difference[], present: Tree, inGit: Committed): string[] {
  const isWork = ({ path, what }: Difference): boolean =>
    what === 'extra' || (what === 'changed' && path === STUDENT_FILE);
  return changes
    .filter(isWork)
    .filter(({ path }) => {
      const bytes = present.get(path);
      return bytes !== undefined && inGit(`${STARTER}/${path}`)?.equals(bytes) !== true;
    })
    .map(({ path }) => `${STARTER}/${path}`);
}
