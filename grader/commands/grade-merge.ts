import { mergeShards } from '../batch/merge.ts';
import { storedIn } from '../batch/stored.ts';
import { command } from '../command.ts';
import { runCommand, typed } from '../ending.ts';
import {
  checkReportFlags,
  finishCourse,
  type ReportFlags,
  withReportOptions,
} from '../report/course/finish.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';

interface Flags extends ReportFlags {
  readonly out: string;
  readonly partial?: boolean;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const program = withReportOptions(
  command({
    name: 'npm run grade:merge',
    does: [t`Puts the shards of a course together: grade:all --shard 1/n to n/n.`],
    below: [
      t`The folder is as if one machine had graded all, but for times. Without --late scores stay as
        the shards have them.`,
      t`Exit codes: 0 merged, 2 wrong usage or input, 3 the files could not be written.`,
    ],
  })
    .argument('<shards...>', spoken(t`the folders that the shards were told with --out`))
    .requiredOption('--out <folder>', spoken(t`where the course goes; grade:all can go on with it`))
    .option('--partial', spoken(t`merge though shards are missing`)),
).action(run);

await runCommand(program, 'npm run grade:merge');

async function run(shards: string[], flags: Flags): Promise<void> {
  await checkReportFlags(flags);
  const out = typed(flags.out);
  const rows = await mergeShards(shards.map(typed), { out, partial: flags.partial ?? false });
  await finishCourse(out, rows, { flags, stored: await storedIn(out) }, say);
}
