import type { TerminalReport } from '../report/terminal.ts';
import { pointsOf, type Rubric } from '../score/rubric.ts';
import type { Selected } from '../select.ts';
import { spoken } from '../text/language.ts';

/** Columns of the ids. */
const ID_COLUMNS = 21;

/** Lists scenarios with their points and stories, under the titles of their groups. */
export function listScenarios(
  scenarios: readonly Selected[],
  rubric: Rubric,
  terminal: TerminalReport,
): void {
  let last: string | undefined;
  for (const id of terminal.order(scenarios)) {
    const scenario = scenarios.find((candidate) => candidate.id === id);
    if (scenario === undefined) continue;
    const { group, story } = scenario;
    if (group !== last)
      process.stdout.write(`${last === undefined ? '' : '\n'}${terminal.group(group)}\n`);
    last = group;
    const worth = String(pointsOf(rubric, id)).padStart(3);
    process.stdout.write(`  ${id.padEnd(ID_COLUMNS)} ${worth}  ${spoken(story)}\n`);
  }
}
