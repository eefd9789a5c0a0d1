import { cruiseTrees } from '../cruise.ts';
import { type Part, partOf, SPECIALS } from './parts.ts';

/** Parts by their id, and for each the ids of those that it imports. */
export interface Graph {
  readonly parts: ReadonlyMap<string, Part>;
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

const TREES = ['solution', 'grader', 'fixtures'];

/** The imports of the kit between its parts. Imports of types alone are none: nothing of them runs. */
export async function graphOfKit(): Promise<Graph> {
  const { modules } = await cruiseTrees(TREES);
  const parts = new Map<string, Part>();
  const imports = new Map<string, Set<string>>();
  const add = (file: string): Part | undefined => {
    const part = partOf(file);
    if (part !== undefined) parts.set(part.id, part);
    return part;
  };
  for (const { source, dependencies } of modules) {
    const from = add(source);
    if (from === undefined) continue;
    for (const { resolved, dependencyTypes } of dependencies) {
      const to = dependencyTypes.includes('type-only') ? undefined : partOf(resolved);
      if (to === undefined || to.id === from.id) continue;
      imports.set(from.id, (imports.get(from.id) ?? new Set()).add(to.id));
    }
  }
  for (const { from, to } of SPECIALS) {
    add(from);
    for (const id of [from, to]) if (!parts.has(id)) throw new Error(`there is no part ${id}`);
  }
  return { parts, imports };
}

/**
 * Without the arrows that follow from others: from a to c when there are a to b and b to c. Of parts that
 * import each other, all arrows between them stay.
 */
export function reduced({ parts, imports }: Graph): Graph {
  const reach = new Map([...parts.keys()].map((id) => [id, reachable(id, imports)]));
  const reaches = (from: string, to: string): boolean => reach.get(from)?.has(to) ?? false;
  const kept = new Map<string, Set<string>>();
  for (const [from, all] of imports) {
    const needed = [...all].filter((to) => {
      if (reaches(to, from)) return true;
      // What imports `from` in turn leads to all that `from` does, by way of it.
      const others = [...all].filter((by) => by !== to && !reaches(by, from));
      return !others.some((by) => reaches(by, to) && !reaches(to, by));
    });
    kept.set(from, new Set(needed));
  }
  return { parts, imports: kept };
}

/** All parts that one leads to; itself too, when it is on a way round in a circle. */
function reachable(from: string, imports: Graph['imports']): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [from];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    for (const to of imports.get(id) ?? []) {
      if (found.has(to)) continue;
      found.add(to);
      next.push(to);
    }
  }
  return found;
}
