import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['solution/**/*.test.ts', 'grader/**/*.test.ts', 'fixtures/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The counts that .ci/run prints come from the JSON file.
    reporters: ['default', ['json', { outputFile: '.pbft-lab/test-results.json' }]],
  },
});
