import { type Gap, type Said, t } from '../text/text.ts';
import { arranged, type Declared, FULL_SCORE, groupTitles, type Rubric } from './rubric.ts';

/**
 * What is wrong with a rubric of the right form, each with its place in the file. Empty when it
 * can be used.
 * @param catalogue all scenarios that there are.
 */
export function rubricProblems(rubric: Rubric, catalogue: readonly Declared[]): Said[] {
  const problems: Said[] = [];
  const known = new Set(catalogue.map(({ id }) => id));
  const groups = groupTitles(rubric);
  for (const [id, { group, needs = [] }] of Object.entries(rubric.scenarios)) {
    const place = `scenarios.${id}`;
    if (!known.has(id)) problems.push(unknown(place, id, known));
    if (group !== undefined && !groups.has(group)) {
      const names = [...groups.keys()];
      problems.push(t`${place}.group: there is no group "${group}"; there are ${names}`);
    }
    for (const [index, need] of needs.entries()) {
      if (!known.has(need)) problems.push(unknown(`${place}.needs[${index}]`, need, known));
    }
  }
  const cycle = cycleIn(arranged(catalogue, rubric));
  if (cycle !== undefined) {
    const [first = '', ...more] = cycle;
    const chain = more.reduce((before: Gap, id) => t`${before} needs ${id}`, first);
    problems.push(t`scenarios.${first}.needs: a cycle, ${chain}`);
  }
  const sum = Object.values(rubric.scenarios).reduce((points, entry) => points + entry.points, 0);
  if (sum !== FULL_SCORE) {
    problems.push(t`scenarios: the points add up to ${sum}, they must add up to ${FULL_SCORE}`);
  }
  return problems;
}

/** Ids along a cycle of needs, the first one again at the end; undefined when there is none. */
function cycleIn(
  scenarios: readonly { readonly id: string; readonly needs: readonly string[] }[],
): string[] | undefined {
  const needs = new Map(scenarios.map((scenario) => [scenario.id, scenario.needs]));
  const clear = new Set<string>();
  const walk = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (clear.has(id)) return undefined;
    for (const need of needs.get(id) ?? []) {
      const cycle = walk(need, [...path, id]);
      if (cycle !== undefined) return cycle;
    }
    clear.add(id);
    return undefined;
  };
  for (const id of needs.keys()) {
    const cycle = walk(id, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** A mistyped id, with the known ones that begin alike. */
function unknown(place: string, id: string, known: ReadonlySet<string>): Said {
  const start = id.split('-')[0] ?? id;
  const near = [...known].filter((other) => other.split('-')[0] === start);
  return near.length === 0
    ? t`${place}: there is no scenario "${id}"`
    : t`${place}: there is no scenario "${id}" (like it: ${near})`;
}
