// Mutation testing of the grader: `npm run mutate`. Stryker changes the three functions of the
// reference in small ways, one at a time, and the grader has to notice: docs/dev/mutation.md.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { messageOf } from '../../grader/errors.ts';
import { parse } from '../../grader/regions/parse.ts';
import type { Region } from '../../grader/regions/regions.ts';
import { SERVER } from './shared.ts';
import { Explanations, type Mutant, type Outcome, outcomeOf } from './survivors.ts';

const FOLDER = '.pbft-lab/mutation';
const EXPLANATIONS = '.ci/mutate/equivalent.json';
const JUDGE = relative('.', fileURLToPath(import.meta.resolve('./judge.ts')));
/** Added to one and a half grades of the reference; the grader gives up a stuck server long before. */
const TIMEOUT_MS = 120_000;
const DRY_RUN_LIMIT_MINUTES = 5;
/** A mutant's text is cut to this in the table; whole texts are in the report. */
const SHOWN_CHARACTERS = 44;

/** The lines of the implementations, without markers and stubs, as Stryker spells them. */
function rangesOf(regions: readonly Region[]): string[] {
  return regions.map(({ span, stub }) => {
    const first = span.first + 1 + stub.length;
    return `${SERVER}:${first}-${span.last - 1}`;
  });
}

function strykerFor(regions: readonly Region[]): Stryker {
  return new Stryker({
    mutate: rangesOf(regions),
    testRunner: 'command',
    commandRunner: { command: `node --import tsx ${JUDGE}` },
    // The sandbox is a copy of what a grade runs: editing the tree meanwhile changes no verdict.
    // Packages are found from there, since it lies in the tree.
    tempDirName: `${FOLDER}/sandbox`,
    ignorePatterns: ['/*', '!/grader', '!/solution', '!/.ci', '!/package.json'],
    cleanTempDir: 'always',
    symlinkNodeModules: false,
    inPlace: false,
    // A grade has a process for each server, and plays several scenarios at once.
    concurrency: 1,
    timeoutMS: TIMEOUT_MS,
    dryRunTimeoutMinutes: DRY_RUN_LIMIT_MINUTES,
    // Nothing looks at types: esbuild drops them, as it does for a submission.
    checkers: [],
    disableTypeChecks: false,
    plugins: [],
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: { reportTests: false },
    allowConsoleColors: process.stdout.isTTY === true,
    jsonReporter: { fileName: `${FOLDER}/report.json` },
    logLevel: 'warn',
  });
}

function cell(text: string): string {
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
  return shown.padEnd(SHOWN_CHARACTERS);
}

function row(line: string, name: string, original: string, replacement: string): string {
  return `${line.padStart(5)}  ${name.padEnd(18)}  ${cell(original)}  ${cell(replacement)}`.trimEnd();
}

function table(title: string, mutants: readonly Mutant[]): string {
  if (mutants.length === 0) return '';
  const rows = mutants.map((mutant) =>
    row(`${mutant.line}`, mutant.function, mutant.original, mutant.replacement),
  );
  const heading = row('line', 'function', 'original', 'replacement');
  return `\n${title}\n${[heading, ...rows].join('\n')}\n`;
}

/** What has to be mended, one text each; none when the run is good. */
function faultsOf(outcome: Outcome, regions: readonly Region[]): string[] {
  const { mutants, unexplained, undecided, stale } = outcome;
  const faults = regions
    .filter(({ name }) => !mutants.some((mutant) => mutant.function === name))
    .map(({ name }) => `expected mutants of ${name}, saw none`);
  if (undecided.length > 0) {
    faults.push(`${undecided.length} undecided: the machine or the grader failed; run it again`);
  }
  if (unexplained.length > 0) {
    faults.push(
      `${unexplained.length} survived without an explanation. Give the grader a scenario that ` +
        `kills them or, if no judge could, say why in ${EXPLANATIONS}:`,
      ...unexplained.map(({ line: _, ...key }) => JSON.stringify({ ...key, why: '' })),
    );
  }
  if (stale.length > 0) {
    faults.push(
      `${stale.length} explanations are of no survivor; remove them from ${EXPLANATIONS}:`,
      ...stale.map(({ why: _, ...key }) => JSON.stringify(key)),
    );
  }
  return faults;
}

async function main(): Promise<void> {
  const startMs = performance.now();
  const source = readFileSync(SERVER, 'utf8');
  const regions = parse({ path: SERVER, text: source }, 'skeleton');
  const explanations = Explanations.parse(JSON.parse(readFileSync(EXPLANATIONS, 'utf8')));
  const results = await strykerFor(regions).runMutationTest();
  const outcome = outcomeOf(results, source, regions, explanations);

  const { mutants, killed, explained, unexplained, undecided } = outcome;
  const seconds = Math.round((performance.now() - startMs) / 1000);
  process.stdout.write(table('Explained survivors', explained));
  process.stdout.write(table('Survivors without an explanation', unexplained));
  process.stdout.write(table('Undecided', undecided));
  process.stdout.write(
    `\n${mutants.length} mutants: ${killed} killed, ${explained.length} survived and explained, ` +
      `${unexplained.length} survived, ${undecided.length} undecided; ${seconds} s\n`,
  );
  const faults = faultsOf(outcome, regions);
  if (faults.length > 0) throw new Error(faults.join('\n  '));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`mutate failed:\n  ${messageOf(error)}\n`);
  process.exitCode = 1;
}
