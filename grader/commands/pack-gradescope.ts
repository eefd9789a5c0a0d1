import { Command } from 'commander';
import { runCommand, typed } from '../ending.ts';
import { ROOT } from '../lab.ts';
import { writePack } from '../pack/files.ts';
import { gradescopePack } from '../pack/gradescope.ts';

const NAME = 'npm run pack:gradescope';

interface Flags {
  readonly out: string;
  readonly force?: boolean;
}

const program = new Command(`${NAME} --`)
  .description('Writes the autograder for Gradescope as a zip, to be uploaded there.')
  .option('--out <file>', 'where to write it', 'pbft-lab-gradescope.zip')
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
  const entries = await gradescopePack(ROOT);
  await writePack(entries, file, force);
  process.stdout.write(`${out}: ${entries.length} files\n`);
}
