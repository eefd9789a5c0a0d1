import { Command } from 'commander';
import { runCommand, typed } from '../ending.ts';
import { ROOT } from '../lab.ts';
import { writePack } from '../pack/files.ts';
import { studentPack } from '../pack/student.ts';

const NAME = 'npm run pack:student';

interface Flags {
  readonly out: string;
  readonly force?: boolean;
}

const program = new Command(`${NAME} --`)
  .description(
    'Writes what students get as a zip: the starter, the grader and the handout; ' +
      'no solution and no fixtures.',
  )
  .option('--out <file>', 'where to write it', 'pbft-lab-student.zip')
  .option('--force', 'replace the file when it is there')
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    "\nExit codes: 0 written, 2 wrong usage or input, 3 the machine's or the grader's own fault.",
  )
  .action(run);

await runCommand(program, NAME);

async function run({ out, force = false }: Flags): Promise<void> {
  const file = typed(out);
  const entries = await studentPack(ROOT);
  await writePack(entries, file, force);
  process.stdout.write(`${out}: ${entries.length} files\n`);
}
