// Coverage of grader/ and solution/, child processes included: `npm run coverage`.
// Prints a table, writes coverage/index.html and coverage/lcov.info, and fails below a threshold.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import coverageLibrary, { type CoverageMap } from 'istanbul-lib-coverage';
import reportLibrary from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { readChildren } from './measure/children.ts';
import { addChild } from './measure/project.ts';

/** Least percentage of each tree. Raise them when the code does better; never lower them. */
const THRESHOLDS = {
  grader: { lines: 95, branches: 85, functions: 92 },
  solution: { lines: 95, branches: 85, functions: 92 },
} as const;
const FOLDER = 'coverage';
const CHILDREN = resolve(FOLDER, 'children');
const TEST_LIMIT_MS = 60 * 60_000;

/** Runs the tests, measured. True when they passed; the measurement is there in either case. */
async function runTests(): Promise<boolean> {
  const config = '.ci/measure/vitest.config.ts';
  // By name, since the base configuration also writes the file from which CI counts the tests.
  const outcome = await execa('vitest', ['run', '--config', config, '--reporter=default'], {
    env: { PBFT_LAB_CHILD_COVERAGE: CHILDREN },
    preferLocal: true,
    reject: false,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: TEST_LIMIT_MS,
  });
  return !outcome.failed;
}

/** vitest's coverage without the files that hold types only: they have nothing to run. */
function readVitest(): CoverageMap {
  const text = readFileSync(resolve(FOLDER, 'vitest/coverage-final.json'), 'utf8');
  const coverage = coverageLibrary.createCoverageMap(JSON.parse(text));
  coverage.filter((path) => {
    const { s, f, b } = coverage.fileCoverageFor(path);
    return [s, f, b].some((counts) => Object.keys(counts).length > 0);
  });
  return coverage;
}

function report(coverage: CoverageMap): void {
  const context = reportLibrary.createContext({ coverageMap: coverage, dir: FOLDER });
  reports.create('text').execute(context);
  reports.create('text-summary').execute(context);
  reports.create('html').execute(context);
  reports.create('lcovonly').execute(context);
}

/** One line for each number of `tree` that is below its threshold. */
function misses(coverage: CoverageMap, tree: keyof typeof THRESHOLDS): string[] {
  const part = coverageLibrary.createCoverageMap(coverage.toJSON());
  part.filter((path) => path.startsWith(resolve(tree)));
  if (part.files().length === 0) return [`${tree}: expected files that were measured, saw none`];
  const summary = part.getCoverageSummary();
  return (['lines', 'branches', 'functions'] as const)
    .filter((what) => summary[what].total > 0 && summary[what].pct < THRESHOLDS[tree][what])
    .map((what) => {
      const { pct, covered, total } = summary[what];
      return `${tree}: ${what} ${pct} % (${covered}/${total}), expected ${THRESHOLDS[tree][what]} %`;
    });
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(CHILDREN, { recursive: true });
const passed = await runTests();
const coverage = readVitest();
let scripts = 0;
for (const script of readChildren(CHILDREN)) scripts += addChild(coverage, script) > 0 ? 1 : 0;
// Half a megabyte a process, and the report has it all.
rmSync(CHILDREN, { recursive: true, force: true });
report(coverage);
process.stdout.write(`${scripts} scripts run by child processes are included.\n`);

const failures = [...misses(coverage, 'grader'), ...misses(coverage, 'solution')];
if (!passed) failures.push('tests: expected all to pass, saw failures (above)');
if (failures.length > 0) {
  process.stderr.write(`coverage failed:\n  ${failures.join('\n  ')}\n`);
  process.exitCode = 1;
}
