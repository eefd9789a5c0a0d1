import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../command.ts';
import { EXIT, runCommand, typed, wholeNumber } from '../ending.ts';
import { EnvironmentError, saidOf } from '../errors.ts';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { toJson, writeJson } from '../report/json.ts';
import { columnsOf } from '../screen.ts';
import { compare } from '../similar/compare.ts';
import { dolosFiles, writeDolos } from '../similar/dolos.ts';
import { readSources } from '../similar/sources.ts';
import { similarText } from '../similar/text.ts';
import { loadTypeScript } from '../similar/tokens.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';

const NAME = 'npm run grade:similar';
const MOST_PAIRS = 1_000;
const USUAL_PAIRS = 20;
const USUAL_COLUMNS = 100;

interface Flags {
  readonly top: number;
  readonly json?: string;
  readonly dolos?: string;
}

const program = command({
  name: NAME,
  does: [
    t`Compares what students wrote and lists the most similar pairs, side by side. A report, no
      verdict.`,
  ],
  below: [
    t`Exit codes: 0 compared, 2 wrong usage or input, 3 the machine's or the grader's own fault.`,
  ],
})
  .argument('<out>', spoken(t`the output folder of npm run grade:all, or a folder of files *.ts`))
  .option('--top <n>', spoken(t`how many pairs to show`), wholeNumber(1, MOST_PAIRS), USUAL_PAIRS)
  .option(
    '--json <file>',
    spoken(t`write the pairs as JSON; - for standard output, and nothing else`),
  )
  .option(
    '--dolos <zip or folder>',
    spoken(t`write all submissions as Dolos takes them, with info.csv`),
  )
  .action(run);

await runCommand(program, NAME);

async function run(out: string, { top, json, dolos }: Flags): Promise<void> {
  const sources = await readSources(typed(out));
  const starter = await starterText();
  const found = compare(await loadTypeScript(), sources, starter, top);
  if (json === '-') process.stdout.write(toJson(found));
  else {
    process.stdout.write(similarText(found, columnsOf(process.stdout, USUAL_COLUMNS), spoken));
    if (json !== undefined) await writeJson(found, typed(json));
  }
  if (dolos !== undefined) await writeDolos(dolosFiles(sources, starter), typed(dolos));
  process.exitCode = EXIT.fine;
}

/** What students started from. */
function starterText(): Promise<string> {
  return readFile(join(ROOT, 'starter', STUDENT_FILE), 'utf8').catch((cause: unknown) => {
    throw new EnvironmentError(t`cannot read the starter: ${saidOf(cause)}`, { cause });
  });
}
