import { UsageError } from './errors.ts';
import { CATALOGUE } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';

/**
 * The scenarios with these ids and all that they need, in the order of the catalogue.
 * @throws UsageError that lists the catalogue, when an id is not in it.
 */
export function select(ids: readonly string[]): Scenario[] {
  const wanted = new Set<string>();
  const add = (id: string): void => {
    const scenario = CATALOGUE.find((candidate) => candidate.id === id);
    if (scenario === undefined) {
      const known = CATALOGUE.map((candidate) => candidate.id).join(', ');
      throw new UsageError(`there is no scenario "${id}". There are: ${known}.`);
    }
    wanted.add(id);
    for (const need of scenario.needs) add(need);
  };
  for (const id of ids) add(id);
  return CATALOGUE.filter(({ id }) => wanted.has(id));
}
