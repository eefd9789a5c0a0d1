// The tests as `npm test` runs them, measured. Used by .ci/coverage.ts only.
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default mergeConfig(
  base,
  defineConfig({
    test: {
      setupFiles: ['.ci/measure/setup.ts'],
      coverage: {
        enabled: true,
        provider: 'v8',
        include: ['solution/**/*.ts', 'grader/**/*.ts'],
        exclude: ['**/*.test.ts'],
        reporter: ['json'],
        reportsDirectory: 'coverage/vitest',
        // A failing test should not also hide which lines it reached.
        reportOnFailure: true,
      },
    },
  }),
);
