import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'solution/**/*.test.ts',
      'grader/**/*.test.ts',
      'fixtures/**/*.test.ts',
      'docs/**/*.test.ts',
    ],
    // Tests expect English, wherever they run.
    env: { LC_ALL: 'C.UTF-8' },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // All cores: much of a test is waiting for processes.
    maxWorkers: '100%',
    // Grades that run at once: each has several processes of its own.
    maxConcurrency: 2,
    reporters: ['default', 'json'],
    // The counts that .ci/run prints come from this file.
    outputFile: { json: '.pbft-lab/test-results.json' },
  },
});
