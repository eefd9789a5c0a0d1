// Prints the last lines of .ci/run from the files that vitest and the kill matrix wrote: each test that failed, with
// its message, then `N passed, N failed`. Fails when a test failed. Called by .ci/run only, where `CI=true`: what a test needs is installed there,
// so a skipped test means that something was not tested, and counts as failed.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

const TESTS = '.pbft-lab/test-results.json';
const MATRIX = '.pbft-lab/matrix.json';

const Results = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** Lines of a failure's message that are shown: enough for what was expected and seen, and the first frames. */
const SHOWN_LINES = 12;

/** Tests that failed, each with where it is and the beginning of its message. */
function* failures({ testResults }: z.infer<typeof Results>): Generator<string> {
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative('.', name);
    if (status === 'failed' && assertionResults.length === 0) yield `${file}\n${start(message)}`;
    for (const test of assertionResults) {
      if (test.status === 'passed') continue;
      yield `${test.status}: ${file}: ${test.fullName}\n${start(test.failureMessages.join('\n'))}`;
    }
  }
}

function start(message: string): string {
  const lines = message.split('\n').slice(0, SHOWN_LINES);
  return lines.map((line) => `    ${line}\n`).join('');
}

/** Passed and failed tests; without a readable file, one failure that stands for the run itself. */
function count(file: string): { passed: number; failed: number } {
  let results: z.infer<typeof Results>;
  try {
    results = Results.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    process.stdout.write(`expected the results of the tests in ${file}, saw no such file\n`);
    return { passed: 0, failed: 1 };
  }
  for (const failure of failures(results)) process.stdout.write(failure);
  // A file that throws while it is loaded has failed without having any test.
  const unloaded = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const skipped = results.numPendingTests + results.numTodoTests;
  if (skipped > 0) process.stdout.write(`${skipped} skipped, which counts as failed here\n`);
  const failed = results.numFailedTests + skipped + unloaded;
  // An error outside of any test (in a hook, or unhandled) fails the run but no test.
  const outside = failed === 0 && !results.success ? 1 : 0;
  const nothing = results.numPassedTests === 0 && failed + outside === 0 ? 1 : 0;
  return { passed: results.numPassedTests, failed: failed + outside + nothing };
}

/** Graded submissions of the kill matrix; each complaint is one failure. */
const Matrix = z.object({
  rows: z.array(z.unknown()).nonempty(),
  complaints: z.array(z.unknown()),
});

function countMatrix(): { passed: number; failed: number } {
  try {
    const { rows, complaints } = Matrix.parse(JSON.parse(readFileSync(MATRIX, 'utf8')));
    return { passed: Math.max(0, rows.length - complaints.length), failed: complaints.length };
  } catch {
    process.stdout.write(`expected the kill matrix in ${MATRIX}, saw none\n`);
    return { passed: 0, failed: 1 };
  }
}

const counts = [count(TESTS), countMatrix()];
const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (failed > 0) process.exitCode = 1;
