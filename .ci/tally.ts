// Prints the last line of .ci/run, `N passed, N failed`, from the file that vitest wrote, and fails
// when a test failed. Called by .ci/run only, where `CI=true`: what a test needs is installed there,
// so a skipped test means that something was not tested, and counts as failed.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { z } from 'zod';

// `npm test`, and then the fixtures in full.
const RESULTS = ['.pbft-lab/test-results.json', '.pbft-lab/full-results.json'];

const Results = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Passed and failed tests; without a readable file, one failure that stands for the run itself. */
function count(file: string): { passed: number; failed: number } {
  let results: z.infer<typeof Results>;
  try {
    results = Results.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    process.stdout.write(`expected the results of the tests in ${file}, saw no such file\n`);
    return { passed: 0, failed: 1 };
  }
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

const counts = RESULTS.map(count);
const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (failed > 0) process.exitCode = 1;
