import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['solution/**/*.test.ts', 'grader/**/*.test.ts', 'fixtures/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
