import { UsageError } from './errors.ts';
import { CATALOGUE } from './scenarios/index.ts';
import { type Arranged, arranged, DEFAULT_RUBRIC, type Rubric, withNeeds } from './score/rubric.ts';
import { t } from './text/text.ts';

/** A scenario as a rubric arranges it. */
export type Selected = Arranged<(typeof CATALOGUE)[number]>;

/**
 * The scenarios with these ids and all that they need, each after what it needs,
 * else in the order of the catalogue.
 * @throws UsageError when there is no id, or one that is not in the catalogue, which it lists.
 */
export function select(ids: readonly string[], rubric: Rubric = DEFAULT_RUBRIC): Selected[] {
  if (ids.length === 0) {
    throw new UsageError(t`no scenario is named. \`npm run grade -- --list\` shows all.`);
  }
  const all = arranged(CATALOGUE, rubric);
  for (const id of ids) {
    if (all.some((scenario) => scenario.id === id)) continue;
    const known = CATALOGUE.map((candidate) => candidate.id);
    throw new UsageError(t`there is no scenario "${id}". There are: ${known}.`);
  }
  return withNeeds(all, ids);
}

/** All scenarios that a rubric names, and what they need. */
export function selectAll(rubric: Rubric): Selected[] {
  return select(Object.keys(rubric.scenarios), rubric);
}
