// The one command for all checks: `npm run check`. Each step is also an npm script of its own.
import process from 'node:process';
import chalk from 'chalk';
import { execa } from 'execa';

interface Step {
  /** The name of the npm script, so that what failed can be run alone. */
  readonly script: string;
  readonly about: string;
}

/** Cheapest first: a misplaced comma should not cost a run of the tests to hear about. */
const STEPS: readonly Step[] = [
  { script: 'lint', about: 'format and lint' },
  { script: 'types', about: 'types' },
  { script: 'knip', about: 'dead code' },
  { script: 'imports', about: 'import directions' },
  { script: 'test', about: 'tests' },
];
const STEP_LIMIT_MS = 30 * 60_000;
const ABOUT_WIDTH = Math.max(...STEPS.map((step) => step.about.length));

/** Runs one step, prints its line, and its output when it failed. True when it passed. */
async function run(step: Step): Promise<boolean> {
  const startMs = performance.now();
  const outcome = await execa('npm', ['run', '--silent', step.script], {
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: STEP_LIMIT_MS,
  });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1).padStart(6);
  const verdict = outcome.failed ? chalk.red('failed') : chalk.green('ok    ');
  process.stdout.write(`${verdict} ${step.about.padEnd(ABOUT_WIDTH)} ${seconds} s\n`);
  if (!outcome.failed) return true;

  const cause = outcome.timedOut ? `no end within ${STEP_LIMIT_MS} ms` : `exit ${outcome.exitCode}`;
  process.stdout.write(`${outcome.all ?? ''}\n`);
  process.stdout.write(`${chalk.red(`${step.about} failed`)} (${cause}). `);
  process.stdout.write(`Run it alone: npm run ${step.script}\n\n`);
  return false;
}

const failed: Step[] = [];
for (const step of STEPS) {
  // One at a time: the tests measure time, and two cores are all that a CI machine has.
  if (!(await run(step))) failed.push(step);
}

if (failed.length === 0) {
  process.stdout.write(chalk.green(`All ${STEPS.length} steps passed.\n`));
} else {
  const names = failed.map((step) => `npm run ${step.script}`).join(', ');
  process.stdout.write(chalk.red(`${failed.length} of ${STEPS.length} steps failed: ${names}\n`));
  process.exitCode = 1;
}
