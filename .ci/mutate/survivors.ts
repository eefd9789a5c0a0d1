import * as z from 'zod';
import type { Region } from '../../grader/regions/regions.ts';
import { KILLED_BY } from './shared.ts';

/** Of Stryker's result for one mutant, what is used here. Lines and columns count from 1. */
export interface MutantResult {
  readonly status: string;
  /** What the judge printed, when the mutant was killed. */
  readonly statusReason?: string | undefined;
  readonly replacement?: string | undefined;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant as a person sees it: both texts are on one line, runs of white space are one space. */
export interface Mutant {
  readonly function: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
}

/** Survivors that no judge could kill, with the reason. Found by text: line numbers move. */
export const Explanations = z.array(
  z.strictObject({
    function: z.string(),
    original: z.string(),
    replacement: z.string(),
    why: z.string().min(1),
  }),
);
export type Explanation = z.infer<typeof Explanations>[number];

/** What a run comes to. */
export interface Outcome {
  readonly mutants: readonly Mutant[];
  readonly killed: number;
  readonly explained: readonly Mutant[];
  readonly unexplained: readonly Mutant[];
  /** No judge decided on these: the machine or the grader failed, or a judge crashed. */
  readonly undecided: readonly Mutant[];
  /** Explanations of what did not survive, or does not exist any more. */
  readonly stale: readonly Explanation[];
}

/** Sorts the mutants of `source` by how they ended. Only what a judge said it killed is killed. */
export function outcomeOf(
  results: readonly MutantResult[],
  source: string,
  regions: readonly Region[],
  explanations: readonly Explanation[],
): Outcome {
  const all = results.map((result) => ({ result, mutant: mutantOf(result, source, regions) }));
  const ended = (wanted: (result: MutantResult) => boolean): Mutant[] =>
    all.filter(({ result }) => wanted(result)).map(({ mutant }) => mutant);
  const survivors = ended(hasSurvived);
  const isExplained = (mutant: Mutant): boolean =>
    explanations.some((explanation) => explains(explanation, mutant));
  return {
    mutants: all.map(({ mutant }) => mutant),
    killed: ended(wasKilled).length,
    explained: survivors.filter(isExplained),
    unexplained: survivors.filter((mutant) => !isExplained(mutant)),
    undecided: ended((result) => !hasSurvived(result) && !wasKilled(result)),
    stale: explanations.filter((one) => !survivors.some((mutant) => explains(one, mutant))),
  };
}

function hasSurvived({ status }: MutantResult): boolean {
  return status === 'Survived';
}

function wasKilled({ status, statusReason = '' }: MutantResult): boolean {
  return status === 'Killed' && statusReason.split('\n').some((line) => line.startsWith(KILLED_BY));
}

function explains(explanation: Explanation, mutant: Mutant): boolean {
  return (['function', 'original', 'replacement'] as const).every(
    (key) => explanation[key] === mutant[key],
  );
}

function mutantOf(
  { location, replacement = '' }: MutantResult,
  source: string,
  regions: readonly Region[],
): Mutant {
  const { line } = location.start;
  const region = regions.find(({ span }) => span.first < line && line < span.last);
  return {
    function: region?.name ?? 'no region',
    line,
    original: oneLine(textAt(source, location)),
    replacement: oneLine(replacement),
  };
}

function textAt(source: string, { start, end }: MutantResult['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  // The end first: on a mutant of one line, the start moves it.
  lines.push((lines.pop() ?? '').slice(0, end.column - 1));
  return [(lines.shift() ?? '').slice(start.column - 1), ...lines].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
