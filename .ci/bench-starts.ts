// Starts as many servers as its argument says, as a grade starts them, and does nothing with them.
// `npm run bench:grade` measures what that costs.
import process from 'node:process';
import { grade } from '../grader/grade.ts';
import { ReplicaScene } from '../grader/scenes/replica.ts';
import type { Scenario } from '../grader/scenes/scenario.ts';
import { Rubric } from '../grader/score/rubric.ts';

const count = Number(process.argv[2]);
const scenarios = Array.from(
  { length: count },
  (_, index): Scenario => ({
    id: `start-${index}`,
    story: 'a server starts and is ended',
    play: async (open) => {
      await open(ReplicaScene, { f: 1 });
    },
  }),
);
const rubric = Rubric.parse({ scenarios: {} });
const result = await grade({ path: 'solution', seed: 'starts', scenarios, rubric });
const failed = result.scenarios.filter(({ status }) => status !== 'passed');
if (failed.length > 0 || result.problem !== undefined) {
  throw new Error(`expected ${count} servers to start, saw ${JSON.stringify(failed.slice(0, 3))}`);
}
