import type { ScenarioResult } from '../score/result.ts';
import { type Said, t } from '../text/text.ts';

type Ended = Pick<ScenarioResult, 'id' | 'status'>;

/** What one round of a watch found otherwise than the round before. */
export interface Changes {
  /** Ids that pass now and did not. */
  readonly more: readonly string[];
  /** Ids that passed and do not now. */
  readonly fewer: readonly string[];
}

/** Compares the scenarios that both rounds have. */
export function changesBetween(before: readonly Ended[], after: readonly Ended[]): Changes {
  const passed = new Map(before.map(({ id, status }) => [id, status === 'passed']));
  const turned = (now: boolean): string[] =>
    after
      .filter(({ id, status }) => passed.get(id) === !now && (status === 'passed') === now)
      .map(({ id }) => id);
  return { more: turned(true), fewer: turned(false) };
}

/** The changes in words, one sentence for each kind. */
export function changesInWords({ more, fewer }: Changes): Said[] {
  const told: Said[] = [];
  if (more.length === 1) told.push(t`1 more passes: ${more}`);
  if (more.length > 1) told.push(t`${more.length} more pass: ${more}`);
  if (fewer.length === 1) told.push(t`1 no longer passes: ${fewer}`);
  if (fewer.length > 1) told.push(t`${fewer.length} no longer pass: ${fewer}`);
  return told.length > 0 ? told : [t`The same scenarios pass as before.`];
}

/** What is to be played first in the next round: what did not pass, and was not merely blocked. */
export function unsettled(scenarios: readonly Ended[]): string[] {
  return scenarios
    .filter(({ status }) => status === 'failed' || status === 'error')
    .map(({ id }) => id);
}
