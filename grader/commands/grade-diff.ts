import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { command } from '../command.ts';
import { EXIT, runCommand, typed } from '../ending.ts';
import { UsageError } from '../errors.ts';
import { diffText } from '../report/course/diff-text.ts';
import { readRows } from '../report/course/rows.ts';
import { toJson, writeJson } from '../report/json.ts';
import { compareCourses } from '../score/compare.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';

interface Flags {
  readonly json?: string;
}

const program = command({
  name: 'npm run grade:diff',
  does: [t`Tells whose result differs between two grades of a course, and why.`],
  below: [t`Exit codes: 0 no difference, 1 differences, 2 wrong usage or input.`],
})
  .argument('<outA>', spoken(t`the folder of one grade:all, with results.jsonl in it`))
  .argument('<outB>', spoken(t`the folder of another`))
  .option(
    '--json <file>',
    spoken(t`write all of it as JSON; - for standard output, and nothing else`),
  )
  .action(run);

await runCommand(program, 'npm run grade:diff');

async function run(givenA: string, givenB: string, { json }: Flags): Promise<void> {
  if (json !== undefined && json !== '-' && !existsSync(dirname(typed(json)))) {
    throw new UsageError(t`--json ${json}: there is no folder ${dirname(typed(json))}`);
  }
  const diff = compareCourses(await readRows(typed(givenA)), await readRows(typed(givenB)));
  if (json === '-') process.stdout.write(toJson(diff));
  else process.stdout.write(`${diffText(diff, spoken)}\n`);
  if (json !== undefined && json !== '-') await writeJson(diff, typed(json));
  const { onlyInA, onlyInB, changed } = diff;
  const differs = onlyInA.length + onlyInB.length + changed.length > 0;
  process.exitCode = differs ? EXIT.below : EXIT.fine;
}
