import { Command } from 'commander';
import { runCommand, typed } from '../ending.ts';
import { ROOT } from '../lab.ts';
import { writePack } from './files.ts';
import type { ZipEntry } from './zip.ts';

/** What one command packs. */
interface Pack {
  /** As a person types it. */
  readonly name: string;
  readonly description: string;
  /** The file that it writes unless told otherwise. */
  readonly file: string;
  /** @param root of the kit. */
  readonly entriesOf: (root: string) => Promise<ZipEntry[]>;
}

interface Flags {
  readonly out: string;
  readonly force?: boolean;
}

/** Runs the command that writes a pack, to its exit code. */
export function runPackCommand({ name, description, file, entriesOf }: Pack): Promise<void> {
  const program = new Command(`${name} --`)
    .description(description)
    .option('--out <file>', 'where to write it', file)
    .option('--force', 'replace the file when it is there')
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      "\nExit codes: 0 written, 2 wrong usage or input, 3 the machine's or the grader's own fault.",
    )
    .action(async ({ out, force = false }: Flags) => {
      const entries = await entriesOf(ROOT);
      await writePack(entries, typed(out), force);
      process.stdout.write(`${out}: ${entries.length} files\n`);
    });
  return runCommand(program, name);
}
