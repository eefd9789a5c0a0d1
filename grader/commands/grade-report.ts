import { Command } from 'commander';
import { runCommand, typed } from '../ending.ts';
import { finishCourse, type ReportFlags, withReportOptions } from '../report/course/finish.ts';
import { readRows } from '../report/course/write.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const program = withReportOptions(
  new Command('npm run grade:report --')
    .description('Writes the files of a graded course anew, and tells its statistics.')
    .argument('<out>', 'the folder that grade:all wrote, with results.jsonl in it'),
)
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nWithout --late the scores in results.jsonl stay as they are; nothing is graded.' +
      '\nExit codes: 0 written, 2 wrong usage or input, 3 the files could not be written.',
  )
  .action(run);

await runCommand(program, 'npm run grade:report');

async function run(given: string, flags: ReportFlags): Promise<void> {
  const out = typed(given);
  await finishCourse(out, await readRows(out), { flags }, say);
}
