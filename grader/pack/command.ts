import { command } from '../command.ts';
import { runCommand, typed } from '../ending.ts';
import { ROOT } from '../lab.ts';
import { spoken } from '../text/language.ts';
import { type Said, t } from '../text/text.ts';
import { writePack } from './files.ts';
import type { ZipEntry } from './zip.ts';

/** What one command packs. */
interface Pack {
  /** As a person types it. */
  readonly name: string;
  readonly does: Said;
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
export function runPackCommand({ name, does, file, entriesOf }: Pack): Promise<void> {
  const program = command({
    name,
    does: [does],
    below: [
      t`Exit codes: 0 written, 2 wrong usage or input, 3 the machine's or the grader's own fault.`,
    ],
  })
    .option('--out <file>', spoken(t`where to write it`), file)
    .option('--force', spoken(t`replace the file when it is there`))
    .action(async ({ out, force = false }: Flags) => {
      const entries = await entriesOf(ROOT);
      await writePack(entries, typed(out), force);
      process.stdout.write(`${spoken(t`${out}: ${entries.length} files`)}\n`);
    });
  return runCommand(program, name);
}
