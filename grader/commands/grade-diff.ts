import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { EXIT, runCommand, typed } from '../ending.ts';
import { UsageError } from '../errors.ts';
import { diffText } from '../report/course/diff-text.ts';
import { readRows } from '../report/course/rows.ts';
import { toJson, writeJson } from '../report/json.ts';
import { compareCourses } from '../score/compare.ts';

interface Flags {
  readonly json?: string;
}

const program = new Command('npm run grade:diff --')
  .description('Tells whose result differs between two grades of a course, and why.')
  .argument('<outA>', 'the folder of one grade:all, with results.jsonl in it')
  .argument('<outB>', 'the folder of another')
  .option('--json <file>', 'write all of it as JSON; - for standard output, and nothing else')
  .helpOption('-h, --help', 'show this help')
  .addHelpText('after', '\nExit codes: 0 no difference, 1 differences, 2 wrong usage or input.')
  .action(run);

await runCommand(program, 'npm run grade:diff');

async function run(givenA: string, givenB: string, { json }: Flags): Promise<void> {
  if (json !== undefined && json !== '-' && !existsSync(dirname(typed(json)))) {
    throw new UsageError(`--json ${json}: there is no folder ${dirname(typed(json))}`);
  }
  const diff = compareCourses(await readRows(typed(givenA)), await readRows(typed(givenB)));
  if (json === '-') process.stdout.write(toJson(diff));
  else process.stdout.write(`${diffText(diff)}\n`);
  if (json !== undefined && json !== '-') await writeJson(diff, typed(json));
  const { onlyInA, onlyInB, changed } = diff;
  const differs = onlyInA.length + onlyInB.length + changed.length > 0;
  process.exitCode = differs ? EXIT.below : EXIT.fine;
}
