/**
 * The rubric: points, group and needs of every scenario, in one file.
 *
 * An instructor's file has the same form, exported as JSON Schema by `npm run schema`. What it
 * leaves out is read from the rubric that comes with the lab.
 */
import * as z from 'zod';
import { t } from '../text/text.ts';
import defaults from './rubric.json' with { type: 'json' };

/** Points of a full score. */
export const FULL_SCORE = 100;

const Title = z.string().min(1).max(60);

const Entry = z.strictObject({
  points: z.int().min(0).max(FULL_SCORE).describe('All of them or none are earned'),
  group: z.string().optional().describe('Key of a group; without it that of the default rubric'),
  needs: z
    .array(z.string())
    .optional()
    .describe('Scenarios that must pass first; without it those of the default rubric'),
});

export const Rubric = z
  .strictObject({
    $schema: z.string().optional().describe('For editors; the grader does not read it'),
    groups: z
      .record(z.string(), Title)
      .default({})
      .describe('Titles by group, in the order in which they are shown'),
    scenarios: z
      .record(z.string(), Entry)
      .describe('By scenario id; one that is left out earns nothing and is not played by itself'),
  })
  .describe('Points, groups and dependencies of scenarios; the points add up to 100');
export type Rubric = z.infer<typeof Rubric>;

/** The rubric that comes with the lab; its points add up to {@link FULL_SCORE}. */
export const DEFAULT_RUBRIC: Rubric = Rubric.parse(defaults);

/** The titles of its groups as texts: reports tell a title in the language of the reader. */
export const DEFAULT_TITLES = [
  t`Broadcast: commit`,
  t`Quorum: verifyBallotCommit`,
  t`Validation: CommitRpc, verifyBallotCommit`,
  t`Order, and exactly once`,
  t`Faults`,
  t`Whole clusters`,
];

/** Points of one scenario; 0 when the rubric leaves it out. */
export function pointsOf(rubric: Rubric, scenario: string): number {
  return entryOf(rubric, scenario)?.points ?? 0;
}

/** Key of a scenario's group: the rubric's, else the default's, else the empty string. */
export function groupOf(rubric: Rubric, scenario: string): string {
  return find(rubric, scenario, 'group') ?? '';
}

/** Ids that a scenario needs: the rubric's, else the default's, else none. */
export function needsOf(rubric: Rubric, scenario: string): readonly string[] {
  return find(rubric, scenario, 'needs') ?? [];
}

/** Titles by group in the order in which they are shown: the rubric's, then other default ones. */
export function groupTitles({ groups }: Rubric): ReadonlyMap<string, string> {
  return new Map(Object.entries({ ...groups, ...DEFAULT_RUBRIC.groups, ...groups }));
}

/** What a scenario's source may say of itself, for a rubric that does not name the scenario. */
export interface Declared {
  readonly id: string;
  readonly group?: string;
  readonly needs?: readonly string[];
}
/** A scenario whose group and needs are known. */
export type Arranged<S> = S & { readonly group: string; readonly needs: readonly string[] };

/**
 * Scenarios with the group and needs that the rubric gives them, each after those that it needs,
 * else in the order given.
 */
export function arranged<S extends Declared>(
  scenarios: readonly S[],
  rubric: Rubric,
): Arranged<S>[] {
  const waiting = scenarios.map((scenario) => ({
    ...scenario,
    group: find(rubric, scenario.id, 'group') ?? scenario.group ?? '',
    needs: find(rubric, scenario.id, 'needs') ?? scenario.needs ?? [],
  }));
  const sorted: Arranged<S>[] = [];
  while (waiting.length > 0) {
    const isFree = ({ needs }: Declared): boolean =>
      !needs?.some((need) => waiting.some(({ id }) => id === need));
    // In a cycle nothing is free; checked rubrics have none, and this must end all the same.
    sorted.push(...waiting.splice(Math.max(0, waiting.findIndex(isFree)), 1));
  }
  return sorted;
}

/** Of these scenarios those with one of the ids, and all that they need. */
export function withNeeds<S extends { readonly id: string; readonly needs: readonly string[] }>(
  scenarios: readonly S[],
  ids: readonly string[],
): S[] {
  const wanted = new Set<string>();
  const add = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const need of scenarios.find((scenario) => scenario.id === id)?.needs ?? []) add(need);
  };
  for (const id of ids) add(id);
  return scenarios.filter(({ id }) => wanted.has(id));
}

/** The JSON Schema (draft 2020-12) of what may stand in a rubric file. */
export function rubricJsonSchema(): object {
  return z.toJSONSchema(Rubric, { io: 'input' });
}

type Entry = z.infer<typeof Entry>;

function entryOf({ scenarios }: Rubric, scenario: string): Entry | undefined {
  return Object.hasOwn(scenarios, scenario) ? scenarios[scenario] : undefined;
}

function find<K extends keyof Entry>(
  rubric: Rubric,
  scenario: string,
  key: K,
): Entry[K] | undefined {
  return entryOf(rubric, scenario)?.[key] ?? entryOf(DEFAULT_RUBRIC, scenario)?.[key];
}
