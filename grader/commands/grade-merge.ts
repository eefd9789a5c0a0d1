import { Command } from 'commander';
import { mergeShards } from '../batch/merge.ts';
import { runCommand, typed } from '../ending.ts';
import {
  checkReportFlags,
  finishCourse,
  type ReportFlags,
  withReportOptions,
} from '../report/course/finish.ts';

interface Flags extends ReportFlags {
  readonly out: string;
  readonly partial?: boolean;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const program = withReportOptions(
  new Command('npm run grade:merge --')
    .description('Puts the shards of a course together: grade:all --shard 1/n to n/n.')
    .argument('<shards...>', 'the folders that the shards were told with --out')
    .requiredOption('--out <folder>', 'where the course goes; grade:all can go on with it')
    .option('--partial', 'merge though shards are missing'),
)
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nThe folder is as if one machine had graded all, but for times. Without --late scores stay ' +
      'as the shards have them.' +
      '\nExit codes: 0 merged, 2 wrong usage or input, 3 the files could not be written.',
  )
  .action(run);

await runCommand(program, 'npm run grade:merge');

async function run(shards: string[], flags: Flags): Promise<void> {
  await checkReportFlags(flags);
  const out = typed(flags.out);
  const rows = await mergeShards(shards.map(typed), { out, partial: flags.partial ?? false });
  await finishCourse(out, rows, { flags }, say);
}
