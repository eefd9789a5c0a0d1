import { storedIn } from '../batch/stored.ts';
import { command } from '../command.ts';
import { runCommand, typed } from '../ending.ts';
import { finishCourse, type ReportFlags, withReportOptions } from '../report/course/finish.ts';
import { readRows } from '../report/course/write.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const program = withReportOptions(
  command({
    name: 'npm run grade:report',
    does: [t`Writes the files of a graded course anew, and tells its statistics.`],
    below: [
      t`Without --late the scores in results.jsonl stay as they are; nothing is graded.`,
      t`Exit codes: 0 written, 2 wrong usage or input, 3 the files could not be written.`,
    ],
  }).argument('<out>', spoken(t`the folder that grade:all wrote, with results.jsonl in it`)),
).action(run);

await runCommand(program, 'npm run grade:report');

async function run(given: string, flags: ReportFlags): Promise<void> {
  const out = typed(given);
  await finishCourse(out, await readRows(out), { flags, stored: await storedIn(out) }, say);
}
