import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT, runCommand, typed, wholeNumber } from '../ending.ts';
import { EnvironmentError, messageOf } from '../errors.ts';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { toJson, writeJson } from '../report/json.ts';
import { compare } from '../similar/compare.ts';
import { dolosFiles, writeDolos } from '../similar/dolos.ts';
import { readSources } from '../similar/sources.ts';
import { similarText } from '../similar/text.ts';
import { loadTypeScript } from '../similar/tokens.ts';

const NAME = 'npm run grade:similar';
const MOST_PAIRS = 1_000;
const USUAL_PAIRS = 20;
const USUAL_COLUMNS = 100;

interface Flags {
  readonly top: number;
  readonly json?: string;
  readonly dolos?: string;
}

const program = new Command(`${NAME} --`)
  .description(
    'Compares what students wrote and lists the most similar pairs, side by side. ' +
      'A report, no verdict.',
  )
  .argument('<out>', 'the output folder of npm run grade:all, or a folder of files *.ts')
  .option('--top <n>', 'how many pairs to show', wholeNumber(1, MOST_PAIRS), USUAL_PAIRS)
  .option('--json <file>', 'write the pairs as JSON; - for standard output, and nothing else')
  .option('--dolos <zip or folder>', 'write all submissions as Dolos takes them, with info.csv')
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nExit codes: 0 compared, 2 wrong usage or input, ' +
      "3 the machine's or the grader's own fault.",
  )
  .action(run);

await runCommand(program, NAME);

async function run(out: string, { top, json, dolos }: Flags): Promise<void> {
  const sources = await readSources(typed(out));
  const starter = await starterText();
  const found = compare(await loadTypeScript(), sources, starter, top);
  if (json === '-') process.stdout.write(toJson(found));
  else {
    process.stdout.write(similarText(found, process.stdout.columns ?? USUAL_COLUMNS));
    if (json !== undefined) await writeJson(found, typed(json));
  }
  if (dolos !== undefined) await writeDolos(dolosFiles(sources, starter), typed(dolos));
  process.exitCode = EXIT.fine;
}

/** What students started from. */
function starterText(): Promise<string> {
  return readFile(join(ROOT, 'starter', STUDENT_FILE), 'utf8').catch((cause: unknown) => {
    throw new EnvironmentError(`cannot read the starter: ${messageOf(cause)}`, { cause });
  });
}
